using System.ComponentModel;
using System.Diagnostics;

namespace OpenMemory.Cli.Tests;

/// <summary>What can come next on a command line, asked of the command itself, and by shells with its scripts.</summary>
[TestFixture]
internal sealed class CompletionTests
{
    /// <summary>A folder with an <c>openmemory</c> in it, as an installed tool would be.</summary>
    private TestFolder _folder = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _folder.Write("openmemory", $"#!/bin/sh\nexec dotnet '{ChildProcess.CommandPath}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder["openmemory"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("ver", "verify|verify-disclosure|verify-signature", "upgrade|encode")]
    [TestCase("store ", "init|put|get|query|search|supersede|history|import|export|report-subject|erase-subject|check|backup|stats|--wait", "encode|keys")]
    [TestCase("store e", "export|erase-subject", "import|init")]
    [TestCase("pack --s", "--sorted", "--codec|pack")]
    [TestCase("pack a.json --codec ", "zstd|lz4", "--sorted")]
    [TestCase("filter a.mg --min-sensitivity ", "public|internal|pii|phi", "--type")]
    [TestCase("completion ", "bash|zsh|fish|pwsh", "store")]
    [TestCase("", "encode|completion|--version", "init")]
    public void Suggestions_are_what_can_come_next(string line, string expected, string unexpected)
    {
        CliRun run = CliRun.Of($"[suggest:{line.Length}]", line);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(expected.Split('|'), Is.SubsetOf(run.Lines));
        Assert.That(run.Lines.Intersect(unexpected.Split('|')), Is.Empty);
    }

    /// <summary>The shell offers names of files where the script has nothing to say.</summary>
    [TestCase("pack ")]
    [TestCase("verify dat")]
    public void Where_a_file_belongs_there_is_nothing_but_options(string line) =>
        Assert.That(CliRun.Of($"[suggest:{line.Length}]", line).Lines, Has.All.StartsWith("-").Or.StartsWith("/"));

    [TestCase("bash", "complete -o default -F _openmemory openmemory\n")]
    [TestCase("zsh", "compdef _openmemory openmemory; fi\n")]
    [TestCase("fish", "complete -c openmemory -a '(__openmemory_suggest)'\n")]
    [TestCase("pwsh", "Register-ArgumentCompleter -Native -CommandName openmemory ")]
    public void A_script_of_few_lines_asks_the_command(string shell, string line)
    {
        CliRun run = CliRun.Of("completion", shell);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.StartWith("#").And.Contain(line).And.Contain("[suggest:").And.EndWith("\n").And.Not.Contain("\r"));
        Assert.That(run.Lines, Has.Length.LessThanOrEqualTo(20));
    }

    [Test]
    public void Another_shell_is_a_wrong_command_line() => Assert.That(CliRun.Of("completion", "tcsh").ExitCode, Is.EqualTo(2));

    private static readonly object[] s_lines =
    [
        new object[] { (string[])["ver"], "verify verify-disclosure verify-signature" },
        new object[] { (string[])["store", "e"], "erase-subject export" },
        new object[] { (string[])["pack", "--s"], "--sorted" },
        new object[] { (string[])["keys", ""], "destroy init list receipts rotate verify-receipts" },
        new object[] { (string[])["pack", "a b.json", "--codec", ""], "lz4 zstd" },
    ];

    [TestCaseSource(nameof(s_lines))]
    [TestCase((string[])["pack", ""], "")]
    [TestCase((string[])["unpack", "no-such"], "")]
    public void Bash_completes(string[] words, string expected)
    {
        string line = string.Join(' ', words.Prepend("openmemory").Select(static word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word));
        string set = $"COMP_LINE='{line}' COMP_POINT={line.Length} COMP_CWORD={words.Length}; COMP_WORDS=({Quoted(words.Prepend("openmemory"))})";
        Assert.That(Run("bash", $"source <(openmemory completion bash); {set}; _openmemory; printf '%s\\n' \"${{COMPREPLY[@]}}\""), Is.EqualTo(expected));
    }

    [Test]
    public void Bash_completes_in_the_middle_of_a_line_and_with_blanks_before_it()
    {
        string set = "COMP_LINE='  openmemory   store ex file.db' COMP_POINT=23 COMP_CWORD=2; COMP_WORDS=(openmemory store ex file.db)";
        Assert.That(Run("bash", $"source <(openmemory completion bash); {set}; _openmemory; printf '%s\\n' \"${{COMPREPLY[@]}}\""), Is.EqualTo("export"));
        Assert.That(Run("bash", "source <(openmemory completion bash); complete -p openmemory"), Is.EqualTo("complete -o default -F _openmemory openmemory"));
    }

    [Test]
    public void A_file_of_that_name_in_the_current_folder_is_not_run()
    {
        using TestFolder planted = new();
        planted.Write("openmemory", $"#!/bin/sh\necho planted > '{planted["run"]}'\n");
        const string Set = "chmod +x openmemory; COMP_LINE='./openmemory ver' COMP_POINT=16 COMP_CWORD=1; COMP_WORDS=(./openmemory ver)";
        Assert.That(Run("bash", $"source <(openmemory completion bash); cd '{planted.Path}'; {Set}; _openmemory; printf '%s\n' \"${{COMPREPLY[@]}}\""), Does.StartWith("verify "));
        Assert.That(File.Exists(planted["run"]), Is.False);
    }

    /// <summary>zsh's own functions are stand-ins here: what matters is what they are given.</summary>
    [TestCaseSource(nameof(s_lines))]
    [TestCase((string[])["pack", ""], "files")]
    public void Zsh_completes(string[] words, string expected)
    {
        string set = $"words=({Quoted(words.Prepend("openmemory"))}); CURRENT={words.Length + 1}";
        const string StandIns = "compdef() { }; _files() { print files }; compadd() { print -rl -- ${(P)2} }";
        string last = words[^1];
        string[] printed = Run("zsh", $"{StandIns}; source <(openmemory completion zsh); {set}; _openmemory").Split(' ');
        Assert.That(printed.Where(word => word == "files" || word.StartsWith(last, StringComparison.Ordinal)), Is.EqualTo(expected.Split(' ')));
    }

    [TestCaseSource(nameof(s_lines))]
    public void Fish_completes(string[] words, string expected)
    {
        string line = string.Join(' ', words.Prepend("openmemory").Select(static word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word));
        string[] printed = Run("fish", $"openmemory completion fish | source; complete -C '{line}'").Split(' ');
        Assert.That(expected.Split(' '), Is.SubsetOf(printed));
        Assert.That(printed, Has.None.StartsWith("/"));
    }

    /// <summary>What a shell prints, as one line; the test is skipped where the shell is absent.</summary>
    private string Run(string shell, string script)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("The stand-in for the command is a script of a POSIX shell.");
        string path = $"{_folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        try
        {
            using Process process = ChildProcess.StartProgram(shell, ["-c", script], ("PATH", path), ("HOME", _folder.Path), ("LC_ALL", "C.UTF-8"), ("BASH_ENV", ""), ("ZDOTDIR", _folder.Path), ("XDG_CONFIG_HOME", _folder.Path));
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(error.GetAwaiter().GetResult(), Is.Empty);
            return string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"There is no {shell} here.");
            return "";
        }
    }

    private static string Quoted(IEnumerable<string> words) => string.Join(' ', words.Select(static word => $"'{word}'"));
}
