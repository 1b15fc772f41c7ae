using System.Globalization;

namespace OpenMemory.Cli.Output;

/// <summary>Says on standard error that what is shown was signed, and that nobody has looked whether the signatures hold (OMS-9.3-2).</summary>
internal static class SignedNote
{
    /// <summary>Prints nothing where no grain is signed.</summary>
    /// <param name="count">The number of signed grains.</param>
    /// <param name="context">Where to.</param>
    internal static void Print(long count, CommandContext context)
    {
        if (count == 0) return;
        string what = count == 1 ? "1 grain is signed; its signature was not verified" : string.Create(CultureInfo.InvariantCulture, $"{count} grains are signed; no signature was verified");
        context.Error.WriteLine(what);
    }
}
