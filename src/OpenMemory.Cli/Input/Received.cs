using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Input;

/// <summary>Grains that the Compatible mode reads.</summary>
internal static class Received
{
    /// <summary>Reads a grain and says on standard error what was put up with.</summary>
    internal static Grain Read(ReadOnlySpan<byte> blob, CommandContext context)
    {
        ReceivedGrain received = ReceivedGrain.Read(blob);
        foreach (Deviation deviation in received.Deviations) context.Error.WriteLine(PlainText.Clean($"{received.Blob.Address}: {deviation}"));
        return received.Grain;
    }
}
