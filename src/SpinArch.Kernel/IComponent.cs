namespace SpinArch.Kernel;

/// <summary>A part of the model that events happen to.</summary>
public interface IComponent
{
    /// <summary>Lets an event happen. The component may schedule more, at the present instant too.</summary>
    /// <param name="e">The event; its time is the present.</param>
    void Handle(in Event e);
}
