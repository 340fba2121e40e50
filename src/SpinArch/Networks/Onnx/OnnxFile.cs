using global::Onnx;
using Google.Protobuf;
using SpinArch.Files;

namespace SpinArch.Networks.Onnx;

/// <summary>Reads the protocol buffer of an ONNX file. What follows from it is <see cref="OnnxModelReader"/>'s.</summary>
internal static class OnnxFile
{
    /// <summary>The most bytes of a file: 2^30. Weights beyond may lie beside it as external data.</summary>
    public const long MaximumBytes = 1L << 30;

    /// <summary>Parses a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing, too long, or no ONNX model.</exception>
    public static ModelProto Read(string path)
    {
        byte[] bytes = BoundedFile.Read(path, MaximumBytes);
        try
        {
            ModelProto model = ModelProto.Parser.ParseFrom(bytes);
            return model.Graph is { } graph && (graph.Node.Count > 0 || graph.Output.Count > 0)
                ? model
                : throw new InputException(path, "holds no graph of ONNX: it is another kind of file, or an empty model");
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new InputException(path, $"is no ONNX file ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }
}
