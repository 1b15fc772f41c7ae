using OpenMemory.Cli.Tests.Store;

namespace OpenMemory.Cli.Tests.Db;

/// <summary>Files that are no stores, and stores that cannot be used: one clear line and an exit code, whatever the command.</summary>
[TestFixture]
internal sealed class StoreFileTests
{
    private static readonly string[][] s_commands =
    [
        ["put", "", "-"], ["get", "", Samples.Vector1Address], ["query", ""], ["search", "", "tea"], ["supersede", "", Samples.Vector1Address, "-"], ["history", "", Samples.Vector1Address],
        ["export", "", "-o", "x.mg"], ["report-subject", "", "someone"], ["erase-subject", "", "someone"], ["stats", ""], ["check", ""], ["backup", "", "-o", "x.db"],
    ];

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    private CliRun Run(string[] command, string path, params string[] more) =>
        CliRun.WithText(Stores.Json("tea"), ["store", .. command.Select(arg => arg.Length == 0 ? path : arg.StartsWith("x.", StringComparison.Ordinal) ? _folder[arg] : arg), .. more]);

    [TestCaseSource(nameof(s_commands))]
    public void What_is_no_file_is_a_usage_error(params string[] command)
    {
        foreach (string path in (string[])[_folder["missing.db"], _folder.Path, _folder.Write("empty.db", ""), Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea")])])
        {
            CliRun run = Run(command, path);
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")), path);
            Assert.That(run.ErrorLines, Has.Length.EqualTo(1), path);
            Assert.That(run.Error, Does.Contain(path));
        }
        Assert.That(File.Exists(_folder["missing.db"]), Is.False, "nothing is made");
    }

    [TestCaseSource(nameof(s_commands))]
    public void What_is_no_store_is_bad_data(params string[] command)
    {
        string path = _folder.Write("noise.db", string.Concat(Enumerable.Repeat("This is not a database. ", 500)));
        byte[] before = File.ReadAllBytes(path);
        CliRun run = Run(command, path);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")), run.Error);
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("ERR_CORRUPT: ").And.Contain(path));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(_folder.Path), Is.EqualTo((string[])[path]));
    }

    [Test]
    public void A_file_that_ends_early_is_bad_data()
    {
        string path = Stores.Make(_folder, [.. Enumerable.Range(0, 200).Select(static number => Memories.Fact(1, $"drink {number}"))]);
        byte[] bytes = File.ReadAllBytes(path);
        string cut = _folder.Write("cut.db", bytes[..(bytes.Length / 2)]);
        CliRun run = CliRun.Of("store", "check", cut, "--deep");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Output);
        Assert.That(run.Error + run.Output, Is.Not.Empty.And.Not.Contain("   at "));
    }
}
