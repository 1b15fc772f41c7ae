using OpenMemory.Cli.Commands;

namespace OpenMemory.Cli.Output;

/// <summary>Where a command's grains go: a <c>.mg</c> file, lines of <c>encode</c>, or a framed stream.</summary>
internal abstract class GrainOutput : IDisposable
{
    /// <summary>Writes a grain.</summary>
    /// <param name="blob">The grain.</param>
    /// <param name="from">The grain it was made from, for outputs that say so.</param>
    internal abstract void Write(GrainBlob blob, ContentAddress? from = null);

    /// <summary>Writes what comes last.</summary>
    internal virtual void Complete()
    {
    }

    /// <summary>Says what was done, where it is not taken for grains.</summary>
    internal abstract void Report(string line);

    public virtual void Dispose()
    {
    }

    internal static GrainOutput Lines(CommandContext context) => new LineOutput(context);

    internal static GrainOutput Framed(CommandContext context) => new StreamOutput(context);

    /// <exception cref="UsageException">The file cannot be created.</exception>
    internal static GrainOutput MgFile(string path, MgWriterOptions options, CommandContext context) => new FileOutput(path, options, context);

    private sealed class LineOutput(CommandContext context) : GrainOutput
    {
        private readonly BlobLineWriter _lines = new(context.Output);

        internal override void Write(GrainBlob blob, ContentAddress? from) => _lines.Write(blob.Delivered.Span, blob.Address, from);

        internal override void Report(string line) => context.Error.WriteLine(line);
    }

    private sealed class StreamOutput(CommandContext context) : GrainOutput
    {
        private readonly GrainStreamWriter _stream = new(context.Output, new GrainStreamOptions { SkipVerification = true }, leaveOpen: true);

        internal override void Write(GrainBlob blob, ContentAddress? from) => _stream.WriteAsync(blob).AsTask().GetAwaiter().GetResult();

        internal override void Complete() => _stream.CompleteAsync().AsTask().GetAwaiter().GetResult();

        internal override void Report(string line) => context.Error.WriteLine(line);
    }

    private sealed class FileOutput(string path, MgWriterOptions options, CommandContext context) : GrainOutput
    {
        private readonly MgFileWriter _writer = OutputFile.CreateMg(path, options);

        internal override void Write(GrainBlob blob, ContentAddress? from) => _writer.Add(blob);

        internal override void Complete() => WriteSummary.Print(OutputFile.Complete(_writer, path, context), context);

        internal override void Report(string line) => context.WriteLine(line);

        public override void Dispose()
        {
            _writer.Dispose();
            base.Dispose();
        }
    }
}
