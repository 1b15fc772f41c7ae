using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using OpenMemory.Tests;

namespace OpenMemory.Cli.Tests;

/// <summary>The help of every command, as a terminal of 80 columns shows it.</summary>
[TestFixture]
internal sealed partial class HelpTests
{
    /// <summary>The words after <c>openmemory</c> of every command, the root's being none.</summary>
    private static IEnumerable<string> Commands() => Walk("", Tree());

    private static IEnumerable<string> Walk(string path, Command command) =>
        [path, .. command.Subcommands.SelectMany(child => Walk($"{path} {child.Name}".Trim(), child))];

    [Test]
    public void There_are_commands_below_commands() => Assert.That(Commands(), Does.Contain("store erase-subject").And.Contain("keys destroy").And.Exactly(54).Items);

    [TestCaseSource(nameof(Commands))]
    public void No_line_passes_80_columns_or_ends_in_a_blank(string path)
    {
        string[] lines = Help(path);
        Assert.That(lines, Has.All.Length.LessThanOrEqualTo(80));
        Assert.That(lines.Where(static line => line != line.TrimEnd()), Is.Empty);
        Assert.That(lines[0], Is.EqualTo("Description:"));
        Assert.That(lines[^1], Is.Not.Empty);
    }

    [TestCaseSource(nameof(Commands))]
    public void Everything_has_a_description_and_all_of_it_is_shown(string path)
    {
        string text = Words(string.Join(' ', Help(path)));
        Command command = Find(path);
        List<Symbol> shown = [command, .. command.Arguments, .. command.Options.Where(static option => !option.Hidden)];
        for (Command? parent = command; parent is not null; parent = parent.Parents.OfType<Command>().SingleOrDefault())
            shown.AddRange(parent.Options.Where(static option => option.Recursive && option is not VersionOption));
        foreach (Symbol symbol in shown)
        {
            Assert.That(symbol.Description, Is.Not.Null.And.Not.Empty, symbol.Name);
            Assert.That(text, Does.Contain(Words(symbol.Description!)), symbol.Name);
            if (symbol is not RootCommand) Assert.That(text, Does.Contain((symbol as Argument)?.HelpName ?? symbol.Name));
        }
        foreach (Command child in command.Subcommands) Assert.That(text, Does.Contain(Words($"{child.Name} {child.Description!.Split('\n')[0].TrimEnd('.')}")));
    }

    [TestCaseSource(nameof(Commands))]
    public void The_usage_names_the_command_and_what_it_takes(string path)
    {
        Command command = Find(path);
        string usage = Help(path).SkipWhile(static line => line != "Usage:").ElementAt(1);
        Assert.That(usage, Does.StartWith($"  openmemory {path}".TrimEnd() + " "));
        if (command.Subcommands.Count > 0) Assert.That(usage, Does.EndWith("[command] [options]"));
        foreach (Argument argument in command.Arguments) Assert.That(usage, Does.Contain($"<{argument.HelpName ?? argument.Name}>"));
    }

    /// <summary>A label in the first column that is broken over lines cannot be read.</summary>
    [TestCaseSource(nameof(Commands))]
    public void No_label_is_broken(string path)
    {
        foreach (string line in Help(path)) Assert.That(line.Count(static character => character == '<'), Is.EqualTo(line.Count(static character => character == '>')), line);
    }

    [Test]
    public void A_list_of_commands_is_names_and_first_lines()
    {
        string[] lines = Help("");
        Assert.That(lines, Does.Contain("  repair             Write what is sound in a damaged .mg file to a new one,"));
        Assert.That(lines, Has.None.Contains("something was"));
    }

    [Test]
    public void The_document_of_the_command_names_every_command()
    {
        string table = File.ReadAllText(RepositoryFiles.PathOf("docs", "command.md")).Split("## Exit codes")[0];
        HashSet<string> words = [.. Word().Matches(table).Select(static match => match.Value)];
        Assert.That(Commands().SelectMany(static path => path.Split(' ')).Where(static name => name.Length > 0).Distinct(), Is.SubsetOf(words));
    }

    private static string[] Help(string path)
    {
        CliRun run = CliRun.Of([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        return run.Output.TrimEnd('\n').Split('\n');
    }

    private static RootCommand Tree() => OpenMemoryCommand.Build(new CommandContext(Stream.Null, Stream.Null, TextWriter.Null));

    private static Command Find(string path) =>
        path.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate((Command)Tree(), static (command, name) => command.Subcommands.Single(child => child.Name == name));

    /// <summary>The same however lines were broken.</summary>
    private static string Words(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex("[a-z-]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
