using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Upgrading;

namespace OpenMemory.Cli.Commands;

/// <summary><c>upgrade</c>: 1.6 grains from older ones, which stay as they are (OMS-L-9).</summary>
internal static class UpgradeCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = new("file")
        {
            Description = "Blobs: hex lines, lines of encode, one raw blob, a .mg file or a framed stream; - is standard input",
        };
        Option<string?> output = new("--output", "-o") { Description = "Write a .mg file instead of lines of encode", HelpName = "file.mg" };
        Option<bool> keep = new("--with-originals") { Description = "Write the grains of the input too, as they are, each before its successor" };
        Option<string?> workflow = new("--workflow") { Description = "The Workflow that successors of trigger Observations start", HelpName = "address" };
        Command command = new("upgrade", "Write 1.6 successors of older grains; the report goes to standard error") { file, output, keep, workflow };
        command.SetAction(result => Run(
            result.GetRequiredValue(file), result.GetValue(output), result.GetValue(keep), Address(result.GetValue(workflow)), context));
        return command;
    }

    private static int Run(string path, string? target, bool keep, ContentAddress? workflow, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        UpgradeReport report = new(context.Error);
        if (target is null)
        {
            BlobLineWriter lines = new(context.Output);
            Upgrade(new(input) { Mode = ReadingMode.Compatible }, keep, workflow, report, blob => lines.Write(blob.Delivered.Span, blob.Address));
        }
        else
        {
            using MgFileWriter writer = OutputFile.CreateMg(target, default);
            // The originals keep the state that they had (OMS-11.7-1); without them nothing of it is written.
            BlobInput blobs = new(input) { Mode = ReadingMode.Compatible, TakeManifest = manifest => writer.Manifest = keep ? manifest : null };
            Upgrade(blobs, keep, workflow, report, blob => writer.Add(blob));
            OutputFile.Complete(writer, target, context);
        }
        return report.Finish();
    }

    private static void Upgrade(BlobInput input, bool keep, ContentAddress? workflow, UpgradeReport report, Action<GrainBlob> write) =>
        input.ForEach(blob =>
        {
            if (Receive(blob, report) is not { } received)
            {
                if (keep && Stored(blob) is { } stored) write(stored);
                return;
            }
            GrainUpgrade upgrade = GrainUpgrade.Of(received, workflow);
            report.Add(upgrade);
            if (keep) write(upgrade.Original.Blob);
            if (upgrade.Successor is { } successor) write(successor);
        });

    /// <summary>Reads a grain; one that cannot be read must not keep the others from being upgraded.</summary>
    private static ReceivedGrain? Receive(ReadOnlySpan<byte> blob, UpgradeReport report)
    {
        try
        {
            return ReceivedGrain.Read(blob);
        }
        catch (OmsException exception)
        {
            report.AddUnreadable(ContentAddress.Compute(GrainBlob.BytesIn(blob)), exception.Fault);
            return null;
        }
    }

    /// <summary>What files and stores keep without reading it: a sealed grain.</summary>
    private static GrainBlob? Stored(ReadOnlySpan<byte> blob) => GrainView.TryParseDelivered(blob, out _, out _) ? GrainBlob.ParseDelivered(blob) : null;

    private static ContentAddress? Address(string? text)
    {
        if (text is null) return null;
        return ContentAddress.TryParse(text, out ContentAddress address)
            ? address
            : throw new UsageException($"this is not a content address: {text}");
    }
}
