namespace SpinArch.Kernel;

/// <summary>A part of the model that events happen to. A class and not an interface: a virtual call is the cheaper one, and every event is one.</summary>
public abstract class Component
{
    /// <summary>Lets an event happen. The component may schedule more, at the present instant too.</summary>
    /// <param name="e">The event; its time is the present.</param>
    public abstract void Handle(in Event e);
}
