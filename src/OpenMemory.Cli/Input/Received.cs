using System.Globalization;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Input;

/// <summary>Grains that the Compatible mode reads.</summary>
internal static class Received
{
    /// <summary>Reads a grain and says on standard error what was put up with.</summary>
    internal static Grain Read(ReadOnlySpan<byte> blob, CommandContext context)
    {
        ReceivedGrain received = ReceivedGrain.Read(blob);
        foreach (Deviation deviation in received.Deviations) WriteLine(received, deviation.ToString(), context);
        int unlisted = received.DeviationCount - received.Deviations.Count;
        if (unlisted > 0) WriteLine(received, string.Create(CultureInfo.InvariantCulture, $"and {unlisted} more deviations"), context);
        return received.Grain;
    }

    private static void WriteLine(ReceivedGrain received, string what, CommandContext context) =>
        context.Error.WriteLine(PlainText.Clean($"{received.Blob.Address}: {what}"));
}
