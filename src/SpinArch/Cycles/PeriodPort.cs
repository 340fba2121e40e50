using SpinArch.Isa;

namespace SpinArch.Cycles;

/// <summary>The port of a period of one input: it streams the vectors of an arrived input, block after block.</summary>
internal sealed class PeriodPort(PeriodBuilder builder)
{
    /// <summary>Follows it through inputs and keeps one.</summary>
    /// <param name="kept">The number of the input that is kept.</param>
    public void Follow(int kept)
    {
        PortProgram port = builder.Program.Port;
        var arrivals = new EventList();
        var flits = new EventList();
        for (int input = 0; input <= kept; input++)
        {
            int arrival = input < kept ? -1
                : builder.Add(new PeriodNode { Kind = NodeKind.Arrival, Tile = -1, Step = -1, IsClocked = false });
            builder.Wait(arrival, arrivals, input - 1, Hold.Arrival);
            arrivals.Add(arrival, new Delay(DelayKind.Arrival));
            bool isFirst = true;
            for (int channel = 0; channel < port.Sends.Length; channel++)
            {
                PortSend send = port.Sends[channel];
                int count = (send.Words + builder.Spec.Link.WordsPerFlit - 1) / builder.Spec.Link.WordsPerFlit;
                for (int flit = 0; flit < count; flit++)
                {
                    int node = input < kept ? -1
                        : builder.Add(new PeriodNode { Kind = NodeKind.PortSend, Tile = -1, Step = -1, IsClocked = true });
                    if (isFirst && node >= 0)
                    {
                        builder.Wait(node, arrival, Hold.Arrival, Delay.None);
                    }

                    builder.Wait(node, flits, flits.Count - 1, Hold.Unit);
                    foreach (ChannelDestination end in send.Destinations)
                    {
                        long sent = (long)(input * (long)count) + flit;
                        builder.Wait(node, builder.Taken(end.Tile, end.Channel), sent, Hold.Credit,
                            more: new Delay(DelayKind.Hops, builder.Mesh.Hops(-1, end.Tile)));
                    }

                    builder.Mesh.WaitForRoom(node, -1);
                    flits.Add(node, new Delay(DelayKind.SenderFlit));
                    builder.Mesh.Send(node, -1, channel);
                    isFirst = false;
                }
            }
        }
    }
}
