using OpenMemory.Cli.Commands;
using OpenMemory.Cli.Input;
using OpenMemory.Store;

namespace OpenMemory.Cli.Demo;

/// <summary>The memory goes to another platform as a file: its grains, and in the manifest what became of them (§11.7).</summary>
internal sealed class TransferAct
{
    internal int Grains { get; private init; }

    /// <summary>How many grains of the first memory the other one holds, with the same bytes and the same state.</summary>
    internal int Same { get; private init; }

    /// <summary>Of how many grains both memories name the same head.</summary>
    internal int SameHeads { get; private init; }

    /// <summary>How many entries the manifest has, and how many the other memory believed, because the grains bear them out and policy admits them.</summary>
    internal long Entries { get; private init; }

    internal long Believed { get; private init; }

    /// <summary>How many grains and entries changed when the file was imported once more.</summary>
    internal long ChangedAgain { get; private init; }

    internal bool IsComplete => Grains > 0 && Same == Grains && SameHeads == Grains && Entries > 0 && Believed == Entries && ChangedAgain == 0;

    /// <summary>Writes the file.</summary>
    internal static ExportReport Export(IGrainStore store, string path) =>
        OutputFile.WriteMg(path, () => StoreExport.ExportAsync(store, path, new() { LocalState = false }).GetAwaiter().GetResult());

    /// <summary>Plays the other side.</summary>
    internal static TransferAct Play(IGrainStore store, ExportReport written, string path, StoryClock clock)
    {
        InMemoryGrainStore other = new(new() { Clock = clock });
        try
        {
            ImportReport first = Import(other, path), again = Import(other, path);
            StoredGrain[] grains = [.. store.ReadAllAsync().ToBlockingEnumerable()];
            return new TransferAct
            {
                Grains = grains.Length,
                Same = grains.Count(grain => other.GetAsync(grain.Address).Wait() is { } copy && IsSame(grain, copy)),
                SameHeads = grains.Count(grain => store.GetHeadAsync(grain.Address).Wait() is { } head && head == other.GetHeadAsync(grain.Address).Wait()),
                Entries = written.Entries,
                Believed = first.EntriesApplied,
                ChangedAgain = again.Added + again.EntriesApplied,
            };
        }
        finally
        {
            other.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Imports the file into a store.</summary>
    internal static ImportReport Import(IGrainStore store, string path)
    {
        using MgSource source = MgSource.Open(path);
        return StoreImport.ImportAsync(store, source.Reader).GetAwaiter().GetResult();
    }

    private static bool IsSame(StoredGrain grain, StoredGrain copy) =>
        grain.Blob.Span.SequenceEqual(copy.Blob.Span)
        && grain.Entry.State.SupersededBy == copy.Entry.State.SupersededBy
        && grain.Entry.State.SystemValidTo == copy.Entry.State.SystemValidTo
        && grain.Entry.State.VerificationStatus == copy.Entry.State.VerificationStatus;
}
