using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Commands;

/// <summary>An input that holds one grain.</summary>
internal static class OneGrain
{
    /// <summary>Reads it as it is delivered; it is not checked.</summary>
    /// <exception cref="UsageException">The input cannot be opened, or holds another number of grains.</exception>
    /// <exception cref="BadDataException">The input is not sound.</exception>
    internal static byte[] Read(string path, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        byte[]? delivered = null;
        new BlobInput(input).ForEach(bytes => delivered = delivered is null ? bytes.ToArray() : throw Wrong(path, "more than one grain"));
        return delivered ?? throw Wrong(path, "no grain");
    }

    private static UsageException Wrong(string path, string what) => new($"this holds {what}, where one is needed: {SetInput.Name(path)}");
}
