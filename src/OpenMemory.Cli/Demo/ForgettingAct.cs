using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Cli.Demo;

/// <summary>The store forgets the customer: what is about her is reported, erased, and looked for everywhere (§28.4.4).</summary>
internal sealed class ForgettingAct
{
    // Nine o'clock on 20 March 2026.
    private static readonly EpochMilliseconds s_time = new(1773997200000);

    /// <summary>How many grains the store held.</summary>
    internal int Grains { get; private init; }

    /// <summary>How many of them were about her, by the same selector that erases.</summary>
    internal int Reported { get; private init; }

    internal required SubjectErasure Erasure { get; init; }

    /// <summary>How many are reported afterwards.</summary>
    internal int ReportedAfter { get; private init; }

    /// <summary>How many texts name her; how many of them were in what the store gives out before, and are afterwards.</summary>
    internal int Terms { get; private init; }

    internal int TermsBefore { get; private init; }

    internal int TermsAfter { get; private init; }

    /// <summary>How many words and texts stood in nothing but her grains; how many of them the bytes of the store's file had before, and have afterwards.</summary>
    internal int Words { get; private init; }

    internal int WordsBefore { get; private init; }

    internal int WordsAfter { get; private init; }

    /// <summary>How many of the erased grains came back when the file of before was imported.</summary>
    internal int CameBack { get; private init; }

    /// <summary>How many grains that are not about her are still there.</summary>
    internal int Kept { get; private init; }

    /// <summary>Whether the audit chain is whole, with the erasure in it.</summary>
    internal bool IsAudited { get; private init; }

    internal bool IsComplete =>
        Reported > 0 && Erasure.IsComplete && Erasure.Erased.Count == Reported && ReportedAfter == 0 && TermsBefore == Terms && TermsAfter == 0
        && Words > 0 && WordsBefore == Words && WordsAfter == 0 && CameBack == 0 && Kept == Grains - Reported && IsAudited;

    /// <summary>Plays it.</summary>
    /// <param name="memory">The case; it forgets her.</param>
    /// <param name="exported">The file that left the store before.</param>
    internal static ForgettingAct Play(CaseMemory memory, string exported)
    {
        SqliteGrainStore store = memory.Store;
        memory.Clock.GoTo(s_time);
        StoredGrain[] all = [.. store.ReadAllAsync().ToBlockingEnumerable()];
        byte[] before = Everything(store);
        SubjectReport report = store.ReportSubjectAsync(CaseMemory.Customer).Wait();
        HashSet<ContentAddress> hers = [.. report.Matches.Select(static match => match.Address)];
        IReadOnlyList<string> words = memory.Files.WordsOf(all.Where(grain => hers.Contains(grain.Address)), all.Where(grain => !hers.Contains(grain.Address)));
        int wordsBefore = memory.Files.Count(words);
        SubjectErasure erasure = store.EraseSubjectAsync(CaseMemory.Customer, new() { Actor = CaseMemory.Agent, Reason = "asked for by the person" }).Wait();
        TransferAct.Import(store, exported);
        byte[] after = Everything(store);
        HashSet<ContentAddress> erased = [.. erasure.Erased];
        return new ForgettingAct
        {
            Grains = all.Length,
            Reported = report.Matches.Count,
            Erasure = erasure,
            ReportedAfter = store.ReportSubjectAsync(CaseMemory.Customer, new() { IncludeMentions = true }).Wait().Matches.Count,
            Terms = DisclosureAct.Names.Count,
            TermsBefore = DisclosureAct.Names.Count(term => DisclosureAct.Contains(before, term)),
            TermsAfter = DisclosureAct.Names.Count(term => DisclosureAct.Contains(after, term)),
            Words = words.Count,
            WordsBefore = wordsBefore,
            WordsAfter = memory.Files.Count(words),
            CameBack = erased.Count(address => store.ExistsAsync(address).Wait()),
            Kept = all.Count(grain => store.ExistsAsync(grain.Address).Wait()),
            IsAudited = AuditTrail.Play(store).IsComplete && store.ReadAuditAsync().ToBlockingEnumerable().Any(static entry => entry.Act == AuditAct.SubjectErased),
        };
    }

    /// <summary>All that a store gives out: its grains, its changes, its audit chain and its rows.</summary>
    private static byte[] Everything(SqliteGrainStore store)
    {
        using MemoryStream bytes = new();
        foreach (StoredGrain grain in store.ReadAllAsync().ToBlockingEnumerable()) bytes.Write(grain.Blob.Delivered.Span);
        foreach (GrainChange change in store.ReadChangesAsync().ToBlockingEnumerable())
        {
            if (change.Blob is { } blob) bytes.Write(blob.Delivered.Span);
        }
        foreach (AuditEntry entry in store.ReadAuditAsync().ToBlockingEnumerable()) bytes.Write(entry.ToBytes());
        foreach ((string key, string value) in store.Metadata.ScanAsync("").Wait()) bytes.Write(CommandContext.Utf8.GetBytes(key + value));
        return bytes.ToArray();
    }
}
