using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;
using OpenMemory.Erasure;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>
/// A <c>.mg</c> file imported into a store in memory, by which the commands answer as any program does that uses the library. It needs as
/// much memory as the file's grains take, and some 200 bytes for each of them.
/// </summary>
internal sealed class FileMemory : IDisposable
{
    private FileMemory(InMemoryGrainStore store, ImportReport report) => (Store, Report) = (store, report);

    /// <summary>The store; what it is asked leaves no trace in the counters of the file.</summary>
    internal InMemoryGrainStore Store { get; }

    /// <summary>What became of the import, of the manifest above all.</summary>
    internal ImportReport Report { get; }

    /// <summary>Opens and imports the file that a command line names.</summary>
    /// <exception cref="UsageException">It cannot be opened, or is empty.</exception>
    /// <exception cref="BadDataException">It is not a sound <c>.mg</c> file.</exception>
    internal static FileMemory Open(string path, GrainReadOptions reading, CommandContext context, UserKeyRing? ring = null)
    {
        using MgSource source = SetInput.Open(path, context, reading);
        return Import(source.Reader, path, reading, context, ring);
    }

    /// <summary>Imports an open file, and says on standard error what of its manifest was not applied.</summary>
    /// <exception cref="BadDataException">It is not a sound <c>.mg</c> file.</exception>
    internal static FileMemory Import(MgFileReader reader, string path, GrainReadOptions reading, CommandContext context, UserKeyRing? ring = null)
    {
        InMemoryGrainStore store = new(new() { Clock = context.Clock, KeyRing = ring, CountAccesses = false });
        FileMemory memory;
        try
        {
            memory = new(store, SetInput.Guard(path, () => Import(store, reader, reading, context)));
            // A memory with a hole would answer as if nothing had ever been there.
            if (memory.Report.Faults is [var first, ..]) throw new BadDataException(first.Fault, PlainText.Clean($"in grain {first.Index} of {SetInput.Name(path)}, counted from 0"));
        }
        catch
        {
            Release(store);
            throw;
        }
        ManifestNotes.Print(memory.Report, context);
        return memory;
    }

    public void Dispose() => Release(Store);

    private static ImportReport Import(InMemoryGrainStore store, MgFileReader reader, GrainReadOptions reading, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("reading");
        ImportOptions options = new() { Reading = reading, StopAtFirstFault = true };
        return StoreImport.ImportAsync(store, reader, options, progress).GetAwaiter().GetResult();
    }

    private static void Release(InMemoryGrainStore store) => store.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
