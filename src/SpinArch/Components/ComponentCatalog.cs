using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Receiver;
using SpinArch.Components.Sampler;
using SpinArch.Components.Scaler;
using SpinArch.Components.Sender;
using SpinArch.Components.Vector;
using SpinArch.Components.Writer;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Components;

/// <summary>The list of components.</summary>
public static class ComponentCatalog
{
    /// <summary>A tile of an architecture. Units look for work in the order of this list, self-timed ones first.</summary>
    public static TilePlan PlanOf(ArchitectureSpec spec) => new(
        [
            SamplerComponent.Of(spec),
            CrossbarComponent.Of(spec),
            ConverterComponent.Of(spec),
            WriterComponent.Of(spec),
            ScalerComponent.Of(spec),
            VectorComponent.Of(spec),
            SenderComponent.Of(spec),
            ReceiverComponent.Of(spec),
        ],
        spec);
}
