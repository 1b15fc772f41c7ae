using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;

namespace OpenMemory.Cli.Commands;

/// <summary><c>cat</c>: one grain of a <c>.mg</c> file.</summary>
internal static class CatCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Argument<string> grain = new("grain") { Description = "Its index, counted from 0, or its content address" };
        Option<bool> raw = new("--raw") { Description = "Write the bytes of the blob, or of the envelope of a signed one" };
        Option<bool> hex = new("--hex") { Description = "Write these bytes as hexadecimal" };
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("cat", "Print one grain of a .mg file as JSON") { file, grain, raw, hex, compatible };
        command.Validators.Add(result =>
        {
            if (result.GetValue(raw) && result.GetValue(hex)) result.AddError("--raw and --hex exclude each other.");
        });
        command.SetAction(result =>
        {
            using MgSource source = MgSource.Open(result.GetRequiredValue(file), context, Inputs.ReadOptions(result.GetValue(compatible)).Mode);
            int index = Find(source.Reader, result.GetRequiredValue(grain));
            if (result.GetValue(raw)) context.Output.Write(source.Reader[index]);
            else if (result.GetValue(hex)) context.WriteLine(Convert.ToHexStringLower(source.Reader[index]));
            else context.WriteLine(GrainJson.ToJson(Read(source.Reader, index, result.GetValue(compatible), context)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Grain Read(MgFileReader reader, int index, bool compatible, CommandContext context)
    {
        GrainBlob blob = reader.GetBlob(index, Inputs.ReadOptions(compatible));
        SignedNote.Print(blob.IsSigned ? 1 : 0, context);
        return compatible ? Received.Read(blob.Delivered.Span, context) : blob.ToGrain();
    }

    private static int Find(MgFileReader reader, string text)
    {
        if (text.Length < 20 && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            if (number < reader.Count) return (int)number;
            throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"there is no grain {number}: the file has {reader.Count}, counted from 0"));
        }
        ContentAddress address;
        try
        {
            address = ContentAddress.ParseReference(text);
        }
        catch (OmsException exception)
        {
            throw new UsageException($"this is neither an index nor a content address: {text} ({exception.Fault.Message})");
        }
        return reader.TryFind(address, out int index) ? index : throw new UsageException($"no grain of the file has the address {address}");
    }
}
