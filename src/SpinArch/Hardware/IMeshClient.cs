namespace SpinArch.Hardware;

/// <summary>What hangs on a router: a tile or the port. The mesh sends it <see cref="TileEvent.FlitArrived"/> and <see cref="TileEvent.CreditReturned"/>.</summary>
internal interface IMeshClient
{
    /// <summary>Its number in the simulation.</summary>
    int Number { get; }

    /// <summary>A slot of the router input that it feeds is empty again.</summary>
    void OnRouterRoom();
}
