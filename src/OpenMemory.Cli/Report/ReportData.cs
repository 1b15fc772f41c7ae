using OpenMemory.Cli.Inspection;

namespace OpenMemory.Cli.Report;

/// <summary>All that a page shows of a file.</summary>
internal sealed class ReportData
{
    private ReportData(string fileName, MgFileReader reader)
    {
        FileName = fileName;
        Length = reader.Length;
        Header = reader.Header;
    }

    internal string FileName { get; }
    internal long Length { get; }
    internal MgFileHeader Header { get; }
    internal required FileSummary Summary { get; init; }
    internal required SummaryView View { get; init; }
    internal required MgVerifyReport Verification { get; init; }
    internal required TimeLine Times { get; init; }
    internal required GrainList List { get; init; }
    internal required IReadOnlyList<Chain> Supersessions { get; init; }
    internal required IReadOnlyList<Chain> Derivations { get; init; }

    /// <summary>Chains that are not drawn, because there are too many.</summary>
    internal required int ChainsNotDrawn { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="fileName">Its name, for the title.</param>
    /// <param name="reader">The file.</param>
    /// <param name="options">What bounds the page.</param>
    /// <param name="context">Where progress is shown.</param>
    internal static ReportData Of(string fileName, MgFileReader reader, ReportOptions options, CommandContext context)
    {
        FileSummary summary;
        using (Terminal.ProgressLine reading = context.StartProgress("reading", reader.RegionLength)) summary = FileSummary.Of(reader, reading);
        SummaryView view = new(summary, ReportOptions.MaxNamespaces);
        MgVerifyReport verification;
        using (Terminal.ProgressLine verifying = context.StartProgress("verifying")) verification = reader.Verify(MgCheck.Canonical, default, verifying);
        GrainList list = GrainList.Of(reader, view, verification, options.MaxGrains);
        ChainFinder chains = new(list.Grains, SupersededBy(reader.Manifest));
        return new ReportData(fileName, reader)
        {
            Summary = summary,
            View = view,
            Verification = verification,
            Times = TimeLine.Of(reader, summary),
            List = list,
            Supersessions = [.. chains.Supersessions.Take(ReportOptions.MaxChains)],
            Derivations = [.. chains.Derivations.Take(ReportOptions.MaxDerivations)],
            ChainsNotDrawn = Math.Max(0, chains.Supersessions.Count - ReportOptions.MaxChains)
                + Math.Max(0, chains.Derivations.Count - ReportOptions.MaxDerivations),
        };
    }

    /// <summary>Which grain took the place of which (old, new), from the state that travels with the file: a claim, drawn as one.</summary>
    private static Dictionary<ContentAddress, ContentAddress> SupersededBy(IndexManifest? manifest) => (manifest ?? IndexManifest.Empty)
        .Where(static entry => entry.Value.SupersededBy is not null)
        .ToDictionary(static entry => entry.Key, static entry => entry.Value.SupersededBy!.Value);
}
