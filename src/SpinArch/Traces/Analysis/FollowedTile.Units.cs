using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;

namespace SpinArch.Traces.Analysis;

/// <content>What each unit needs before it starts, and what it leaves when it is done.</content>
internal sealed partial class FollowedTile
{
    private string? Fill(in Activity activity, in Operation operation)
    {
        string? wrong = gaussian.HasEmpty(activity.Start) ? null : Full("sampler", gaussian.Banks, "scaling");
        gaussian.Reserve();
        Picoseconds done = Done(in activity);
        Schedule(CompletionKind.Filled, in operation, done);
        Change(BankStore.Sampler, 0, done, 1);
        return wrong;
    }

    private string? Scale(in Activity activity, in Operation operation)
    {
        string? wrong = !blocks[operation.Pair].HasScalableInput(activity.Start) ? Empty("input vector", "input")
            : !gaussian.HasFull(activity.Start) ? Empty("fill of its column", "sampler")
            : !sigmaInput.HasEmpty(activity.Start) ? Full("sigmaInput", sigmaInput.Banks, "column read")
            : null;
        sigmaInput.Reserve();
        Picoseconds done = Done(in activity);
        Schedule(CompletionKind.Scaled, in operation, done);
        Change(BankStore.SigmaInput, 0, done, 1);
        Change(BankStore.Sampler, 0, done, -1);
        return wrong;
    }

    private string? Read(in Activity activity)
    {
        readStart = activity.Start;
        string? wrong = !blocks[reading.Pair].Input.HasFull(activity.Start) ? Empty("input vector", "input")
            : !PairOf(in reading).Holds(reading.Pair, reading.Mean) ? $"it starts before its block is written onto crossbar pair {tile.Blocks[reading.Pair].Pair}"
            : !sigmaInput.HasFull(activity.Start) ? Empty("scaling of its column", "sigmaInput")
            : !hold.HasEmpty(activity.Start) ? Full("sampleHold", hold.Banks, "conversion")
            : null;
        hold.Reserve();
        Picoseconds done = Done(in activity);
        bool isLast = slicesRead == 0;
        Schedule(isLast ? CompletionKind.Read : CompletionKind.SliceRead, in reading, done);
        Change(BankStore.SampleHold, 0, done, 1);
        if (!isLast)
        {
            return wrong;
        }

        Change(BankStore.SigmaInput, 0, done, -1);
        if (reading.ConsumeX)
        {
            Change(BankStore.Input, reading.Pair, done, -1);
        }

        return wrong;
    }

    private string? Convert(in Activity activity, in Operation operation)
    {
        FollowedBlock block = blocks[operation.Pair];
        bool mean = operation.Mean && !block.IsNeuron;
        bool isFirst = slicesConverted == 1 % timing.Slices;
        string? wrong = !hold.HasFull(activity.Start) ? Empty("column read of its column", "sampleHold")
            : isFirst && !block.Sigma[operation.Column].HasEmpty(activity.Start) ? Full("the sigma latch", timing.LatchBanks, "vector operation")
            : isFirst && mean && !block.Mean[operation.Column].HasEmpty(activity.Start) ? Full("the mean latch", timing.LatchBanks, "vector operation")
            : activity.Items != (mean ? 2 : 1) ? $"it converts {activity.Items} currents, the program {(mean ? 2 : 1)}"
            : null;
        if (isFirst)
        {
            block.Sigma[operation.Column].Reserve();
        }

        if (isFirst && mean)
        {
            block.Mean[operation.Column].Reserve();
        }

        Picoseconds freed = times.After(in activity, Release.Freed, 0, activity.Start);
        Schedule(CompletionKind.Sampled, in operation, freed);
        if (slicesConverted == 0)
        {
            Schedule(CompletionKind.Converted, in operation, Done(in activity));
        }

        Change(BankStore.SampleHold, 0, freed, -1);
        return wrong;
    }

    private string? Compute(in Activity activity, in Operation operation)
    {
        FollowedBlock block = blocks[operation.Pair];
        int column = operation.Column;
        string? wrong = MissingOperand(in operation, activity.Start);
        BankCount[] target = operation.Opcode switch
        {
            Opcode.Activate => block.Output,
            Opcode.Accumulate => block.Sum,
            _ => block.PartialSum,
        };
        if (operation.Opcode != Opcode.Accumulate || operation.First)
        {
            wrong ??= target[column].HasEmpty(activity.Start) ? null : Full("the result's latch", timing.LatchBanks, "send or vector operation");
            target[column].Reserve();
        }

        Picoseconds done = Done(in activity);
        Schedule(CompletionKind.Computed, in operation, done);
        return wrong ?? mesh.ReceiveWords(index, in operation, activity.Start, done);
    }

    private string? MissingOperand(in Operation operation, Picoseconds now)
    {
        FollowedBlock block = blocks[operation.Pair];
        int column = operation.Column;
        if (!ReadsLatches(in operation))
        {
            return Operand(in operation)[column].HasFull(now) ? null : Empty("operand", operation.Source == OperandSource.PartialSum ? "the partial-sum latch" : "the output latch");
        }

        return !block.Sigma[column].HasFull(now) ? Empty("conversion of its column", "the sigma latch")
            : !block.IsNeuron && !block.Mean[column].HasFull(now) ? Empty("conversion of its column", "the mean latch")
            : operation.Carry && !blocks[operation.Pair - 1].PartialSum[column].HasFull(now) ? Empty("partial sum of the pair before", "the partial-sum latch")
            : null;
    }

    private string? Receive(in Activity activity, in Operation operation)
    {
        string? wrong = null;
        ref BankCount input = ref blocks[operation.Pair].Input;
        if (wordsLeft == 0)
        {
            wrong = input.HasEmpty(activity.Start) ? null : Full("input", input.Banks, "last column read");
            input.Reserve();
            for (int channel = operation.Channel; channel < operation.Channel + operation.Channels; channel++)
            {
                wordsLeft += tile.Receives[channel].Words;
            }
        }

        if (activity.Items > wordsLeft)
        {
            return Lose($"it takes {activity.Items} words, the vector has {wordsLeft} left");
        }

        wrong ??= mesh.ReceiveVector(index, in operation, activity.Items, activity.Start);
        wordsLeft -= activity.Items;
        if (wordsLeft == 0)
        {
            Picoseconds done = Done(in activity);
            Schedule(CompletionKind.Received, in operation, done);
            Change(BankStore.Input, operation.Pair, done, 1);
        }

        return wrong;
    }

    private string? Inject(in Activity activity, in Operation operation)
    {
        string? wrong = null;
        if (wordsToSend == 0)
        {
            wordsToSend = operation.Source switch
            {
                OperandSource.Statistics => Program.StatisticsWords,
                OperandSource.PartialSum => program.WordsOfPartialSum(tile.Sends[operation.Channel]),
                OperandSource.Output or OperandSource.Latch => 1,
            };
            wrong = Sent(in operation)[operation.Column].HasFull(activity.Start) ? null : Empty("result", "the sender's latch");
        }

        int words = Math.Min(timing.WordsPerFlit, wordsToSend);
        wrong ??= mesh.Send(index, operation.Channel, words, activity.Cause, activity.Start);
        wordsToSend -= words;
        if (wordsToSend == 0)
        {
            Schedule(CompletionKind.Injected, in operation, Done(in activity));
        }

        return wrong;
    }

    private void Complete(long now)
    {
        while (pending.TryPeek(out Completion completion, out (long Time, long Number) key) && key.Time <= now)
        {
            pending.Dequeue();
            Operation operation = completion.Operation;
            FollowedBlock block = blocks[operation.Pair];
            switch (completion.Kind)
            {
                case CompletionKind.Filled:
                    gaussian.Fill(key.Time);
                    break;
                case CompletionKind.Scaled:
                    sigmaInput.Fill(key.Time);
                    gaussian.Free(key.Time);
                    if (operation.ConsumeX)
                    {
                        block.AdvanceScaler();
                    }

                    break;
                case CompletionKind.SliceRead:
                    hold.Fill(key.Time);
                    break;
                case CompletionKind.Read:
                    hold.Fill(key.Time);
                    sigmaInput.Free(key.Time);
                    PairOf(in operation).EndRead();
                    if (operation.ConsumeX)
                    {
                        block.FreeInput(key.Time);
                    }

                    break;
                case CompletionKind.Written:
                    PairOf(in operation).EndWrite(operation.Pair, operation.Mean);
                    break;
                case CompletionKind.Sampled:
                    hold.Free(key.Time);
                    break;
                case CompletionKind.Converted:
                    block.Sigma[operation.Column].Fill(key.Time);
                    if (operation.Mean && !block.IsNeuron)
                    {
                        block.Mean[operation.Column].Fill(key.Time);
                    }

                    break;
                case CompletionKind.Computed:
                    Computed(in operation, block, key.Time);
                    break;
                case CompletionKind.Injected:
                    Sent(in operation)[operation.Column].Free(key.Time);
                    queues[(int)Post.Sender].Pop();
                    break;
                case CompletionKind.Received:
                    block.Input.Fill(key.Time);
                    queues[(int)Post.Receiver].Pop();
                    break;
            }
        }
    }

    private void Computed(in Operation operation, FollowedBlock block, long now)
    {
        int column = operation.Column;
        if (!ReadsLatches(in operation))
        {
            Operand(in operation)[column].Free(now);
        }
        else
        {
            block.Sigma[column].Free(now);
            if (operation.Mean && !block.IsNeuron)
            {
                block.Mean[column].Free(now);
            }

            if (operation.Carry)
            {
                blocks[operation.Pair - 1].PartialSum[column].Free(now);
            }
        }

        switch (operation.Opcode)
        {
            case Opcode.Activate:
                block.Output[column].Fill(now);
                break;
            case Opcode.Accumulate when operation.Last:
                block.Sum[column].Fill(now);
                break;
            case Opcode.Add or Opcode.ReceiveAdd:
                block.PartialSum[column].Fill(now);
                break;
        }
    }

    private static bool ReadsLatches(in Operation operation) =>
        operation.Source == OperandSource.Latch || operation.Opcode is Opcode.Add or Opcode.ReceiveAdd;

    private BankCount[] Operand(in Operation operation) =>
        operation.Source == OperandSource.PartialSum ? blocks[operation.Pair].PartialSum : blocks[operation.Pair].Output;

    private BankCount[] Sent(in Operation operation) => operation.Source switch
    {
        OperandSource.Statistics => blocks[operation.Pair].Sum,
        OperandSource.Output => blocks[operation.Pair].Output,
        OperandSource.PartialSum or OperandSource.Latch => blocks[operation.Pair].PartialSum,
    };

    private Picoseconds Done(in Activity activity) => times.After(in activity, Release.Done, 0, activity.Start);

    private void Schedule(CompletionKind kind, in Operation operation, Picoseconds at) =>
        pending.Enqueue(new Completion(kind, operation), (at.Value, number++));

    private void Change(BankStore store, int pair, Picoseconds at, int full) => changed?.Invoke(new BankChange(index, store, pair, at, full));

    private static string Full(string store, int banks, string user) =>
        FormattableString.Invariant($"it starts before a {user} is done: all {banks} banks of {store} are in use");

    private static string Empty(string producer, string store) => $"it starts before the {producer} is done: no bank of {store} is full";
}
