using System.CommandLine;
using OpenMemory.Cli.Demo;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>demo</c>: a support case becomes a <c>.mg</c> file and comes back whole, is handed over signed and shown in part; then its customer is forgotten.</summary>
internal static class DemoCommand
{
    internal const string FileName = "support-case.mg";

    internal static Command Create(CommandContext context)
    {
        Option<string?> output = new("--output", "-o")
        {
            Description = "Where to write its .mg files; default: a new temporary folder",
            HelpName = "folder",
        };
        Command command = new("demo", "Tell a support case in grains: pack, sign, disclose, erase") { output };
        command.SetAction(result => Run(result.GetValue(output), context));
        return command;
    }

    private static int Run(string? folder, CommandContext context)
    {
        IReadOnlyList<DemoStep> steps = SupportCase.Build();
        folder = Folder(folder);
        string path = Path.Combine(folder, FileName);
        using (MgFileWriter file = OutputFile.CreateMg(path, default))
        {
            foreach (DemoStep step in steps) file.Add(step.Blob);
            OutputFile.Complete(file, path, context);
        }
        using (MgFileReader reader = MgFileReader.Open(path)) reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
        byte[] bytes = File.ReadAllBytes(path);
        RoundTrip result = RoundTrip.Compare(bytes, steps);
        SigningAct signing = SigningAct.Play(folder, steps, context);
        DisclosureAct disclosure = DisclosureAct.Play(folder, bytes, steps, context);
        ErasureAct erasure = ErasureAct.Play(folder, steps, context);

        using StreamWriter writer = Screen.Writer(context);
        DemoReport report = new(writer);
        report.Steps(steps);
        report.Packed(path, bytes.Length, steps.Count);
        report.Comparison(result, steps.Count);
        report.Signing(Path.Combine(folder, SigningAct.FileName), signing);
        report.Disclosure(Path.Combine(folder, DisclosureAct.FileName), disclosure);
        report.Erasure(Path.Combine(folder, ErasureAct.FileName), erasure);
        report.StillMissing();
        return result.IsLossless(steps.Count) && signing.IsComplete && disclosure.IsComplete && erasure.IsComplete ? ExitCode.Done : ExitCode.BadData;
    }

    private static string Folder(string? folder)
    {
        if (folder is null) return Directory.CreateTempSubdirectory("openmemory-demo-").FullName;
        if (File.Exists(folder)) throw new UsageException($"this is a file, not a folder: {folder}");
        return Directory.CreateDirectory(folder).FullName;
    }
}
