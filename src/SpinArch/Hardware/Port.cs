using SpinArch.Components.Port;
using SpinArch.Components.Sender;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// The chip's port. Policy: it streams each arrived input into the mesh, row block after row block, a flit a flit time, as
/// credits and its router allow, and takes results off the chip as they come.
/// </summary>
internal sealed class Port : Component, IMeshClient
{
    private readonly Machine machine;
    private readonly Simulation simulation;
    private readonly TileTiming timing;
    private readonly PortProgram program;
    private readonly PortTurns turns;
    private readonly Outlet outlet;
    private readonly ReceiveBuffer[] incoming;
    private readonly long[] received;
    private readonly int[] resultWords;
    private readonly int wordsPerInput;
    private readonly long[] words;
    private int input;
    private int send;
    private int turn;
    private int sent;
    private int flitWords;
    private bool isSending;
    private bool isWakeRequested;

    public Port(Machine machine, PortProgram program, TileTiming timing)
    {
        this.machine = machine;
        this.program = program;
        this.timing = timing;
        simulation = machine.Simulation;
        turns = PortTurns.Of(machine.Program);
        outlet = machine.Mesh.Connect(this, program);
        incoming = [.. program.Receives.Select(_ => new ReceiveBuffer(machine.Mesh, timing.ReceiveFlits))];
        received = new long[program.Receives.Length];
        resultWords = new int[machine.Program.Inputs];
        wordsPerInput = program.Receives.Sum(receive => receive.Columns) * Program.StatisticsWords;
        words = new long[timing.WordsPerFlit];
    }

    /// <summary>Argument of the event that sees an input arrive, in which it differs from other reasons to wake.</summary>
    public const int Arrival = 1;

    /// <inheritdoc/>
    public int Number { get; private set; }

    /// <summary>What the port waits for, while inputs are left to send.</summary>
    public Obstacle Obstacle { get; private set; }

    /// <summary>Whether every input has been sent.</summary>
    public bool HasSentAll => input == machine.Program.Inputs;

    /// <summary>The network input being sent.</summary>
    public int CurrentInput => input;

    /// <summary>Joins the simulation; wakes at the clock edge that sees each arrival.</summary>
    public void Start(int number)
    {
        Number = number;
        for (int arrival = 0; arrival < machine.Program.Inputs; arrival++)
        {
            simulation.Schedule(timing.OnEdge(machine.Arrivals[arrival]), TileEvent.WakePhase, Number, TileEvent.Wake, Arrival);
        }
    }

    /// <inheritdoc/>
    public void OnRouterRoom() => RequestWake();

    /// <summary>Takes down the port.</summary>
    public void Write(StateWriter state)
    {
        state.Write(input - state.Completed);
        state.Write(send);
        state.Write(turn);
        state.Write(sent);
        state.Write(flitWords);
        state.Write(isSending);
        state.Write(isWakeRequested);
        state.Write(Obstacle, machine.Plan);
        state.Write(HasSentAll);
        state.WriteDeadline(HasSentAll ? Picoseconds.Zero : machine.Arrivals[input]);
        outlet.Write(state);
        for (int channel = 0; channel < received.Length; channel++)
        {
            incoming[channel].Write(state);
            state.Write(received[channel] - ((long)state.Completed * WordsOf(channel)));
        }

        for (int under = state.Completed; under <= Math.Min(input, resultWords.Length - 1); under++)
        {
            state.Write(resultWords[under]);
        }
    }

    /// <summary>So many network inputs are left out.</summary>
    /// <param name="completed">Inputs that were complete.</param>
    /// <param name="inputs">How many are left out.</param>
    public void Leap(int completed, int inputs)
    {
        int under = Math.Min(input, resultWords.Length - 1) - completed + 1;
        int[] begun = resultWords.AsSpan(completed, Math.Max(0, under)).ToArray();
        resultWords.AsSpan(completed, inputs).Fill(wordsPerInput);
        begun.AsSpan(0, Math.Min(begun.Length, resultWords.Length - completed - inputs)).CopyTo(resultWords.AsSpan(completed + inputs));
        for (int channel = 0; channel < received.Length; channel++)
        {
            received[channel] += (long)inputs * WordsOf(channel);
        }

        input += inputs;
    }

    private int WordsOf(int channel) => program.Receives[channel].Columns * Program.StatisticsWords;

    /// <summary>Lets the port look for work at this instant, after all completions.</summary>
    private void RequestWake()
    {
        if (!isWakeRequested && !isSending && !HasSentAll)
        {
            isWakeRequested = true;
            simulation.Schedule(timing.OnEdge(simulation.Now), TileEvent.WakePhase, Number, TileEvent.Wake, 0);
        }
    }

    /// <inheritdoc/>
    public override void Handle(in Event e)
    {
        switch (e.Kind)
        {
            case TileEvent.Wake:
                isWakeRequested = false;
                TrySend(e.Time);
                return;
            case TileEvent.PortSent:
                OnSent(e.Time);
                break;
            case TileEvent.FlitArrived:
                Receive(e.Argument, e.Time);
                break;
            case TileEvent.CreditReturned:
                outlet.OnCredit(e.Argument);
                break;
        }

        RequestWake();
    }

    private void TrySend(Picoseconds now)
    {
        if (isSending || HasSentAll || machine.Arrivals[input] > now || program.Sends.Length == 0)
        {
            return;
        }

        if (!outlet.HasCredit(send))
        {
            Obstacle = new Obstacle(StallCause.Credit, SenderComponent.Credits, send);
            return;
        }

        if (!outlet.HasRoom)
        {
            Obstacle = new Obstacle(StallCause.Network, SenderComponent.RouterInput, 0);
            return;
        }

        flitWords = Math.Min(timing.WordsPerFlit, turns.Words(send, turn) - sent);
        for (int word = 0; word < flitWords; word++)
        {
            words[word] = machine.DriveCode(input, turns.Element(send, turn, sent + word));
        }

        outlet.TakeCredit(send);
        isSending = true;
        Report(PortComponent.PortSend, now, Obstacle.Cause);
        Obstacle = default;
        simulation.Schedule(timing.OnEdge(now + timing.Flit), TileEvent.CompletionPhase, Number, TileEvent.PortSent, 0);
    }

    private void OnSent(Picoseconds now)
    {
        outlet.Inject(now, send, words.AsSpan(0, flitWords));
        isSending = false;
        sent += flitWords;
        if (sent < turns.Words(send, turn))
        {
            return;
        }

        sent = 0;
        do
        {
            if (++send == program.Sends.Length)
            {
                send = 0;
                turn = turn + 1 == turns.Count ? 0 : turn + 1;
                input += turn == 0 ? 1 : 0;
            }
        }
        while (turns.Words(send, turn) == 0);
    }

    private void Receive(int flight, Picoseconds now)
    {
        (int channel, Delivery delivery) = machine.Mesh.TakeArrival(flight);
        PortReceive stream = program.Receives[channel];
        Report(PortComponent.PortReceive, now, StallCause.Issue);
        incoming[channel].Push(delivery);
        foreach (long word in incoming[channel].PeekWords())
        {
            long position = received[channel]++;
            int result = (int)(position / Program.StatisticsWords);
            int completed = result / stream.Columns;
            machine.OnResultWord(completed, stream.ColumnBase + (result % stream.Columns), (int)(position % Program.StatisticsWords), word);
            if (++resultWords[completed] == wordsPerInput)
            {
                machine.OnInputCompleted(completed, now);
            }
        }

        incoming[channel].Pop();
    }

    private void Report(ActivityKind kind, Picoseconds start, StallCause cause)
    {
        var activity = new Activity
        {
            Kind = kind,
            Cause = cause,
            Tile = -1,
            Start = start,
            Duration = timing.Flit,
            Items = 1,
            Instruction = -1,
            Column = -1,
            Sample = -1,
            Input = kind == PortComponent.PortSend ? input : -1,
        };
        machine.Sink.OnActivity(in activity);
    }
}
