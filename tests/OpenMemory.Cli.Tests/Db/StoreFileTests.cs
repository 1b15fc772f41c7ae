using System.Text.Json;
using OpenMemory.Cli.Tests.Store;
using SQLitePCL;

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

    [Test]
    public void A_store_that_somebody_writes_to_is_busy_for_writers_alone()
    {
        string path = Stores.Make(_folder, Memories.Fact(1, "coffee"));
        using (Sqlite(path, "BEGIN IMMEDIATE"))
        {
            CliRun busy = Run(["put", "", "-"], path, "--wait", "0");
            Assert.That((busy.ExitCode, busy.Output), Is.EqualTo((2, "")));
            Assert.That(busy.ErrorLines, Is.EqualTo((string[])[$"another program is writing to the store: {path}"]));
            Assert.That(CliRun.Of("store", "query", path).Lines[0], Is.EqualTo("1 grain"), "readers wait for nobody");
        }
        Assert.That(Run(["put", "", "-"], path).ExitCode, Is.Zero);
    }

    [TestCaseSource(nameof(s_commands))]
    public void A_store_of_a_newer_version_is_not_touched(params string[] command)
    {
        string path = Stores.Make(_folder, Memories.Fact(1, "coffee"));
        Sqlite(path, "PRAGMA user_version = 99").Dispose();
        CliRun run = Run(command, path);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("not_supported: ").And.Contain(path));
    }

    [TestCaseSource(nameof(s_commands))]
    public void Somebody_elses_database_is_not_touched(params string[] command)
    {
        string path = _folder["theirs.db"];
        Sqlite(path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)").Dispose();
        byte[] before = File.ReadAllBytes(path);
        CliRun run = Run(command, path);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")), run.Error);
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("ERR_CORRUPT: ").And.Contain(path));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
    }

    [Test]
    public void A_check_finds_what_is_wrong_and_new_indexes_mend_what_follows_from_grains() // OMS-28.4.4-5
    {
        string path = Stores.Make(_folder, Memories.Fact(1, "coffee"), Memories.Fact(2, "tea"));
        CliRun sound = CliRun.Of("store", "check", path, "--deep");
        Assert.That((sound.ExitCode, sound.Error), Is.EqualTo((0, "")));
        Assert.That(sound.Lines[0], Does.StartWith("sound: 2 grains, "));
        Sqlite(path, "DELETE FROM postings").Dispose();
        CliRun damaged = CliRun.Of("store", "check", path, "--deep");
        Assert.That((damaged.ExitCode, damaged.Lines[0]), Is.EqualTo((1, sound.Lines[0].Replace("sound", "damaged", StringComparison.Ordinal))));
        Assert.That(damaged.ErrorLines[0], Does.StartWith("Index: "));
        Assert.That(damaged.ErrorLines[^1], Does.Contain("--rebuild-indexes"));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("store", "check", path, "--deep", "--json").Output);
        Assert.That((json.RootElement.GetProperty("sound").GetBoolean(), json.RootElement.GetProperty("faults")[0].GetProperty("kind").GetString()), Is.EqualTo((false, "index")));
        CliRun mended = CliRun.Of("store", "check", path, "--deep", "--rebuild-indexes");
        Assert.That((mended.ExitCode, mended.Error), Is.EqualTo((0, "")));
        Sqlite(path, "UPDATE grains SET delivered = CAST(substr(delivered, 1, length(delivered) - 1) || x'01' AS BLOB) WHERE id = 1").Dispose();
        Assert.That(CliRun.Of("store", "check", path).ExitCode, Is.Zero, "the bytes of grains are for --deep");
        Assert.That(CliRun.Of("store", "check", path, "--deep").ErrorLines[0], Does.StartWith("Grain: ").And.Contain(Memories.Fact(1, "coffee").Address.ToString()));
    }

    [Test]
    public void A_backup_is_a_store_and_takes_nobodys_place()
    {
        string path = Stores.Make(_folder, Memories.Fact(1, "coffee")), copy = _folder["copy.db"];
        CliRun run = CliRun.Of("store", "backup", path, "-o", copy);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, $"{new FileInfo(copy).Length} bytes: {copy}\n")), run.Error);
        Assert.That(CliRun.Of("store", "query", copy, "--json").Output, Is.EqualTo(CliRun.Of("store", "query", path, "--json").Output));
        byte[] before = File.ReadAllBytes(copy);
        foreach (string target in (string[])[copy, path, _folder.Path, _folder["no/copy.db"]]) Assert.That(CliRun.Of("store", "backup", path, "-o", target).ExitCode, Is.EqualTo(2), target);
        Assert.That(File.ReadAllBytes(copy), Is.EqualTo(before));
    }

    /// <summary>Does something to a file as another program would; what it began ends when the connection is disposed of.</summary>
    private static sqlite3 Sqlite(string path, string sql)
    {
        Batteries_V2.Init();
        Assert.That(raw.sqlite3_open(path, out sqlite3 connection), Is.Zero);
        Assert.That(raw.sqlite3_exec(connection, sql), Is.Zero, sql);
        return connection;
    }
}
