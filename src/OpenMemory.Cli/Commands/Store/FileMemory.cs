using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;
using OpenMemory.Erasure;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>
/// A <c>.mg</c> file imported into a store in memory, by which the commands answer as any program does that uses the library. It needs as
/// much memory as the file's grains and an index of them take.
/// </summary>
internal sealed class FileMemory : IDisposable
{
    private readonly CommandContext _context;
    private readonly List<ImportReport> _reports = [];

    private FileMemory(InMemoryGrainStore store, CommandContext context) => (Store, _context) = (store, context);

    /// <summary>The store; what it is asked leaves no trace in the counters of the file.</summary>
    internal InMemoryGrainStore Store { get; }

    /// <summary>What became of each import, of the manifests above all.</summary>
    internal IReadOnlyList<ImportReport> Reports => _reports;

    /// <summary>An option that names further files: only two copies of a memory can have a fork, since a manifest names one successor.</summary>
    internal static Option<string[]> With() => new("--with") { Description = "Also this .mg file, for example another copy of the memory: forks between them show; may be given more than once", HelpName = "file.mg" };

    /// <summary>Opens and imports the files that a command line names.</summary>
    /// <exception cref="UsageException">One cannot be opened, or is empty.</exception>
    /// <exception cref="BadDataException">One is not a sound <c>.mg</c> file.</exception>
    internal static FileMemory Open(string path, string[]? others, GrainReadOptions reading, CommandContext context, UserKeyRing? ring = null)
    {
        using MgSource source = SetInput.Open(path, context, reading);
        return Import(source.Reader, path, others, reading, context, ring);
    }

    /// <summary>Imports an open file, and opens and imports the others; says on standard error what of their manifests was not applied.</summary>
    /// <exception cref="UsageException">One cannot be opened, or is empty.</exception>
    /// <exception cref="BadDataException">One is not a sound <c>.mg</c> file.</exception>
    internal static FileMemory Import(
        MgFileReader reader, string path, string[]? others, GrainReadOptions reading, CommandContext context, UserKeyRing? ring = null)
    {
        if (path == "-" && others?.Contains("-") == true) throw new UsageException("only one of the files can come from standard input");
        FileMemory memory = new(new(new() { Clock = context.Clock, KeyRing = ring, CountAccesses = false }), context);
        try
        {
            memory.Add(reader, path, reading);
            foreach (string other in others ?? [])
            {
                using MgSource source = SetInput.Open(other, context, reading);
                memory.Add(source.Reader, other, reading);
            }
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    public void Dispose() => Store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Add(MgFileReader reader, string path, GrainReadOptions reading)
    {
        ImportReport report = SetInput.Guard(path, () => Import(reader, reading));
        // A memory with a hole would answer as if nothing had ever been there.
        if (report.Faults is [var first, ..]) throw new BadDataException(first.Fault, PlainText.Clean($"in grain {first.Index} of {SetInput.Name(path)}, counted from 0"));
        _reports.Add(report);
        ManifestNotes.Print(report, _context);
    }

    private ImportReport Import(MgFileReader reader, GrainReadOptions reading)
    {
        using ProgressLine progress = _context.StartProgress("reading");
        return StoreImport.ImportAsync(Store, reader, new() { Reading = reading, StopAtFirstFault = true }, progress).GetAwaiter().GetResult();
    }
}
