using OpenMemory.Cli.Commands;
using OpenMemory.Disclosure;

namespace OpenMemory.Cli.Demo;

/// <summary>The copy for the product team: what happened, without who she is, and what can be proven of it all the same.</summary>
internal sealed class DisclosureAct
{
    internal const string FileName = "support-case-product-team.mg";

    /// <summary>What names her anywhere in the case.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["Mariana", "Duarte", CaseMemory.Customer];

    /// <summary>How many grains of the case there are, and of these how many are shown whole, shown in part, and withheld.</summary>
    internal int Grains { get; private init; }

    internal int Whole { get; private init; }

    internal int InPart { get; private init; }

    internal int Withheld => Grains - Whole - InPart;

    /// <summary>How many texts name her; how many of them are in the first file, and in the copy.</summary>
    internal int Terms { get; private init; }

    internal int TermsInOriginal { get; private init; }

    internal int TermsInCopy { get; private init; }

    /// <summary>How many grains of the copy agree with their originals, field by field.</summary>
    internal int Agreeing { get; private init; }

    /// <summary>How many values are hidden, how many were proven when they were revealed, and how many false ones were found out.</summary>
    internal int Hidden { get; private init; }

    internal int Proven { get; private init; }

    internal int FoundOut { get; private init; }

    /// <summary>Of how many hidden values the hash may be guessed by trying.</summary>
    internal int Guessable { get; private init; }

    /// <summary>Whether she is nowhere in the copy, and everything that is proven there is true.</summary>
    internal bool IsComplete =>
        TermsInOriginal == Terms && TermsInCopy == 0 && InPart > 0 && Agreeing == InPart && Hidden > 0 && Proven == Hidden && FoundOut == Hidden;

    /// <summary>Plays it.</summary>
    internal static DisclosureAct Play(string folder, byte[] original, IReadOnlyList<DemoStep> steps, CommandContext context)
    {
        DisclosureApplyOptions options = new() { Terms = Names };
        (DemoStep Step, DisclosureOutcome Outcome)[] outcomes = [.. steps.Select(step => (step, DisclosurePolicy.ProductTeam.Apply(step.Blob, options)))];
        string path = Path.Combine(folder, FileName);
        using (MgFileWriter file = OutputFile.CreateMg(path, default))
        {
            foreach ((_, DisclosureOutcome outcome) in outcomes)
            {
                if (outcome.Blob is { } shown) file.Add(shown);
            }
            OutputFile.Complete(file, path, context);
        }
        (GrainBlob Whole, GrainBlob Copy)[] pairs = [.. Pair(ReadAll(path), steps)];
        (GrainBlob Copy, string Field, OmsValue Value)[] hidden = [.. pairs.SelectMany(static pair => HiddenValues(pair.Whole, pair.Copy))];
        return new DisclosureAct
        {
            Grains = steps.Count,
            Whole = outcomes.Count(static entry => entry.Outcome.Decision.Action == DisclosureAction.ShowWhole),
            InPart = outcomes.Count(static entry => entry.Outcome.Decision.Action == DisclosureAction.Disclose),
            Terms = Names.Count,
            TermsInOriginal = Names.Count(term => Contains(original, term)),
            TermsInCopy = Names.Count(term => Contains(File.ReadAllBytes(path), term)),
            Agreeing = pairs.Count(static pair => DisclosureCheck.AgainstOriginal(pair.Copy, pair.Whole) is { IsConsistent: true, IsOriginalKnown: true }),
            Hidden = hidden.Length,
            Proven = hidden.Count(static entry => Reveal(entry.Copy, entry.Field, entry.Value) == FieldDisclosure.Proven),
            FoundOut = hidden.Count(static entry => Reveal(entry.Copy, entry.Field, OmsValue.FromArray(entry.Value, "and more")) == FieldDisclosure.Contradicted),
            Guessable = outcomes.Sum(static entry => entry.Outcome.Risks.Count),
        };
    }

    private static List<GrainBlob> ReadAll(string path)
    {
        using MgFileReader reader = MgFileReader.Open(path);
        reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
        List<GrainBlob> grains = [];
        foreach (MgGrain grain in reader) grains.Add(GrainBlob.Parse(grain.Bytes));
        return grains;
    }

    /// <summary>The disclosed grains of the copy with the originals that they name.</summary>
    private static IEnumerable<(GrainBlob Whole, GrainBlob Copy)> Pair(IEnumerable<GrainBlob> copies, IReadOnlyList<DemoStep> steps)
    {
        Dictionary<ContentAddress, GrainBlob> originals = steps.ToDictionary(static step => step.Blob.Address, static step => step.Blob);
        foreach (GrainBlob copy in copies)
        {
            if (DisclosureCheck.Examine(copy).Original is { } address && originals.TryGetValue(address, out GrainBlob? whole)) yield return (whole, copy);
        }
    }

    private static IEnumerable<(GrainBlob Copy, string Field, OmsValue Value)> HiddenValues(GrainBlob whole, GrainBlob copy)
    {
        OmsMap fields = whole.ToGrain().ToFields();
        return DisclosureCheck.Examine(copy).Fields
            .Where(static known => known.Status == FieldDisclosure.Hidden)
            .Select(known => (copy, known.Name, fields[known.Name]));
    }

    private static FieldDisclosure? Reveal(GrainBlob copy, string field, OmsValue value) =>
        DisclosureCheck.Examine(copy, new Dictionary<string, OmsValue> { [field] = value }).Find(field)?.Status;

    /// <summary>Whether a text stands somewhere in bytes.</summary>
    internal static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(CommandContext.Utf8.GetBytes(text)) >= 0;
}
