using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Commands;

/// <summary>An input that holds one grain.</summary>
internal static class OneGrain
{
    /// <summary>Reads it as it is delivered; it is not checked.</summary>
    /// <param name="path">The input.</param>
    /// <param name="context">Where standard input comes from.</param>
    /// <param name="encode">Makes a blob of a grain's JSON; without it, that is refused.</param>
    /// <exception cref="UsageException">The input cannot be opened, or holds another number of grains.</exception>
    /// <exception cref="BadDataException">The input is not sound.</exception>
    internal static byte[] Read(string path, CommandContext context, Func<ReadOnlyMemory<byte>, GrainBlob>? encode = null)
    {
        using InputReader input = InputReader.Open(path, context);
        byte[]? delivered = null;
        new BlobInput(input) { EncodeGrain = encode }.ForEach(bytes => delivered = delivered is null ? bytes.ToArray() : throw Wrong(path, "more than one grain"));
        return delivered ?? throw Wrong(path, "no grain");
    }

    private static UsageException Wrong(string path, string what) => new($"this holds {what}, where one is needed: {SetInput.Name(path)}");
}
