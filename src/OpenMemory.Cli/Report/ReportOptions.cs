namespace OpenMemory.Cli.Report;

/// <summary>What bounds a page, whatever the file holds.</summary>
/// <param name="MaxGrains">Most grains in the list; everything else counts all grains.</param>
internal sealed record ReportOptions(int MaxGrains)
{
    internal const int DefaultMaxGrains = 5000, LargestMaxGrains = 100_000;

    /// <summary>Most namespaces that are named.</summary>
    internal const int MaxNamespaces = 50;

    /// <summary>Most faults that are named.</summary>
    internal const int MaxFaults = 100;

    /// <summary>Most characters of one grain's JSON.</summary>
    internal const int MaxJsonRunes = 4000;

    /// <summary>Most characters of the line that says what a grain is about.</summary>
    internal const int MaxSentenceRunes = 160;

    /// <summary>Most characters of a name from the file.</summary>
    internal const int MaxNameRunes = 100;

    /// <summary>Bytes of the list after which grains come without their JSON.</summary>
    internal const long MaxListBytes = 8 << 20;

    /// <summary>Most chains that are drawn, and most grains of each.</summary>
    internal const int MaxChains = 30, MaxDerivations = 10, MaxChainGrains = 40;
}
