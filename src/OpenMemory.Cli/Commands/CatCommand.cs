using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;

namespace OpenMemory.Cli.Commands;

/// <summary><c>cat</c>: one grain of a <c>.mg</c> file.</summary>
internal static class CatCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Argument<string> grain = new("grain") { Description = GrainFinder.Description };
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
            int index = GrainFinder.Find(source.Reader, result.GetRequiredValue(grain));
            if (result.GetValue(raw)) context.Output.Write(source.Reader[index]);
            else if (result.GetValue(hex)) context.WriteLine(Convert.ToHexStringLower(source.Reader[index]));
            else context.WriteLine(ToJson(source.Reader, index, result.GetValue(compatible), context));
            return ExitCode.Done;
        });
        return command;
    }

    private static string ToJson(MgFileReader reader, int index, bool compatible, CommandContext context)
    {
        GrainBlob blob = reader.GetBlob(index, Inputs.ReadOptions(compatible));
        SignedNote.Print(blob.IsSigned ? 1 : 0, context);
        return compatible ? GrainJson.ToJson(Received.Read(blob.Delivered.Span, context)) : GrainJson.ToJson(blob.View());
    }
}
