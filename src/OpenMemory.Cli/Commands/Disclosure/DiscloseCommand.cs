using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;
using OpenMemory.Disclosure;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary><c>disclose</c>: what a policy shows of a whole <c>.mg</c> file, as another file (§10).</summary>
internal static class DiscloseCommand
{
    private const int MaxPolicyBytes = 1 << 20;

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<string> policy = new("--policy") { Description = $"A policy of the library, {string.Join(" or ", Names)}, or a file of one in JSON", HelpName = "name", Required = true };
        TermOptions terms = new();
        SignerOptions signer = new(isRequired: false);
        MgOutput output = new();
        Option<bool> compatible = Inputs.Compatible();
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("disclose", "Write what a policy shows of a .mg file to another one") { file, policy };
        terms.AddTo(command, file);
        signer.AddTo(command);
        output.AddTo(command);
        command.Add(compatible);
        command.Add(json);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file), target = output.Path(result);
            if (OutputFile.IsSame(path, target)) throw new UsageException($"the .mg file would take the place of its source: {target}");
            DisclosurePolicy chosen = PolicyOf(result.GetRequiredValue(policy));
            using SigningKey? key = signer.IsGiven(result.CommandResult) ? signer.Load(result) : null;
            SignOptions signing = signer.Options(result, context);
            GrainReadOptions reading = Inputs.ReadOptions(result.GetValue(compatible));
            DisclosureExportOptions options = new()
            {
                Writer = output.Options(result),
                Reading = reading,
                Terms = terms.Terms(result, context),
                Sign = key is null ? null : grain => ValueTask.FromResult(GrainSigning.Sign(grain, key, signing)),
            };
            using MgSource source = MgSource.Open(path, context, reading.Mode);
            DisclosureExportReport report = Run(source, target, chosen, options, context);
            if (result.GetValue(json)) DisclosureReportOutput.WriteJson(report, context);
            else DisclosureReportOutput.WriteText(report, context);
            DisclosureReportOutput.WarnOfRisks(report, context);
            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<string> Names => DisclosurePolicy.BuiltIn.Select(static policy => policy.Name);

    private static DisclosureExportReport Run(MgSource source, string target, DisclosurePolicy policy, DisclosureExportOptions options, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("disclosing");
        return OutputFile.WriteMg(target, () => DisclosureExport.RunAsync(source.Reader, target, policy, options, progress).GetAwaiter().GetResult());
    }

    /// <summary>A policy of the library by its name, or one in a file.</summary>
    private static DisclosurePolicy PolicyOf(string name)
    {
        if (DisclosurePolicy.Find(name) is { } known) return known;
        if (!File.Exists(name)) throw new UsageException($"there is no policy and no file of this name: {name}; the library has {string.Join(" and ", Names)}");
        using FileStream file = InputFile.OpenRead(name);
        using InputBuffer buffer = new(file);
        try
        {
            return DisclosurePolicy.Parse(buffer.ReadUpTo(MaxPolicyBytes + 1).Span);
        }
        catch (OmsException exception)
        {
            throw new UsageException($"this is not a policy: {name}: {exception.Fault}");
        }
    }
}
