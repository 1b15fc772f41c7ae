using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenMemory.Tests;

namespace OpenMemory.Cli.Tests.Vectors;

/// <summary>The conformance kit as an archive, and the example runner in it, away from the repository.</summary>
[TestFixture]
internal sealed partial class KitTests
{
    private static readonly string s_manual = File.ReadAllText(RepositoryFiles.PathOf("spec-vectors", "README.md"));

    private static string Version => File.ReadAllText(RepositoryFiles.PathOf("spec-vectors", "VERSION")).TrimEnd('\n');

    private TestFolder _folder = null!;

    /// <summary>The kit as it is taken away: the folder that was in the archive.</summary>
    private string Kit => _folder[$"oms-vectors-{Version}"];

    private string Archive => _folder[$"oms-vectors-{Version}.zip"];

    [OneTimeSetUp]
    public void Pack()
    {
        _folder = new TestFolder();
        (int exitCode, string output) = Python.Run(RepositoryFiles.Root, "tools/vectors/pack.py", "-o", _folder.Path);
        Assert.That(exitCode, Is.Zero, output);
        ZipFile.ExtractToDirectory(Archive, _folder.Path);
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Packed_twice_the_archive_has_the_same_bytes_and_its_sum_stands_beside_it()
    {
        using TestFolder second = new();
        Assert.That(Python.Run(second.Path, RepositoryFiles.PathOf("tools", "vectors", "pack.py"), "-o", second["new/folder"]).ExitCode, Is.Zero);
        byte[] bytes = File.ReadAllBytes(Archive);
        string name = Path.GetFileName(Archive);
        Assert.That(File.ReadAllBytes(second[$"new/folder/{name}"]), Is.EqualTo(bytes));
        Assert.That(File.ReadAllText(Archive + ".sha256"), Is.EqualTo($"{Sum(bytes)}  {name}\n"));
    }

    [Test]
    public void It_holds_the_files_that_the_manual_names_and_nothing_else()
    {
        string table = s_manual.Split("\n## What is here\n")[1].Split("\n## ")[0];
        string[] named = [.. TableFile().Matches(string.Join('\n', table.Split('\n').Select(static line => line.Split('|').ElementAtOrDefault(1)))).Select(static match => match.Value)];
        Assert.That(named, Has.Length.GreaterThan(30).And.Contains("registry/errors.json"));
        Assert.That(Files(Kit), Is.EquivalentTo((string[])[.. named, "README.md", "LICENSE", "SHA256SUMS"]));
        string source = RepositoryFiles.PathOf("spec-vectors");
        string[] lying = [.. Files(source).Where(static file => !file.StartsWith("crashes/", StringComparison.Ordinal))];
        Assert.That(lying, Is.EquivalentTo((string[])[.. named, "README.md"]), "every file of the folder is named");
        foreach (string file in lying) Assert.That(File.ReadAllBytes(Path.Combine(Kit, file)), Is.EqualTo(File.ReadAllBytes(Path.Combine(source, file))), file);
    }

    [Test]
    public void Its_list_of_sums_covers_every_other_file()
    {
        Dictionary<string, string> sums = File.ReadLines(Path.Combine(Kit, "SHA256SUMS")).Select(static line => line.Split("  ")).ToDictionary(static part => part[1], static part => part[0]);
        Assert.That(sums.Keys, Is.EquivalentTo(Files(Kit).Except(["SHA256SUMS"])));
        foreach ((string file, string sum) in sums) Assert.That(Sum(File.ReadAllBytes(Path.Combine(Kit, file))), Is.EqualTo(sum), file);
    }

    [Test]
    public void The_version_is_that_of_the_specification_and_a_counter_and_stands_in_the_table_of_versions()
    {
        Assert.That("OMS " + Version, Does.Match("^" + Regex.Escape(VersionAction.Specification) + @"\.[1-9][0-9]*$"));
        Assert.That(s_manual, Does.Contain($"\n| {Version} | "));
    }

    [TestCase("nothing", true, "34 files")]
    [TestCase("a stray file", true, "34 files")]
    [TestCase("a missing file", false, "there is no seed.json")]
    [TestCase("a missing licence", false, "there is no LICENSE")]
    [TestCase("a spoiled row", false, "datetime.json: 1 rows, 1 not")]
    [TestCase("no version", false, "VERSION does not hold")]
    public void What_is_not_in_order_is_not_packed(string fault, bool isPacked, string said)
    {
        using TestFolder copy = new();
        foreach (string folder in (string[])["spec-vectors", "spec-vectors/registry", "tools/vectors"])
        {
            Directory.CreateDirectory(copy[folder]);
            foreach (string file in Directory.GetFiles(RepositoryFiles.PathOf(folder))) File.Copy(file, Path.Combine(copy[folder], Path.GetFileName(file)));
        }
        File.Copy(RepositoryFiles.PathOf("LICENSE"), copy["LICENSE"]);
        switch (fault)
        {
            case "a stray file": copy.Write("spec-vectors/registry/notes.txt", "x"); break;
            case "a missing file": File.Delete(copy["spec-vectors/seed.json"]); break;
            case "a missing licence": File.Delete(copy["LICENSE"]); break;
            case "a spoiled row": copy.Write("spec-vectors/datetime.json", """[{"name":"x"}]"""); break;
            case "no version": copy.Write("spec-vectors/VERSION", "soon\n"); break;
        }
        (int exitCode, string output) = Python.Run(copy.Path, "tools/vectors/pack.py");
        Assert.That(exitCode, Is.EqualTo(isPacked ? 0 : 1), output);
        Assert.That(output, Does.Contain(said));
        Assert.That(File.Exists(copy[$"artifacts/oms-vectors-{Version}.zip"]), Is.EqualTo(isPacked));
        if (isPacked) Assert.That(File.ReadAllBytes(copy[$"artifacts/oms-vectors-{Version}.zip"]), Is.EqualTo(File.ReadAllBytes(Archive)));
    }

    [Test]
    public void The_runner_passes_every_grain_row_and_counts_those_in_CBOR()
    {
        (int exitCode, string output) = Python.RunWithMsgpack(Kit, "run.py");
        JsonElement[] rows = [.. Directory.GetFiles(Kit, "*.json").Where(static file => !file.EndsWith("schema.json", StringComparison.Ordinal)).SelectMany(GrainRows)];
        int cbor = rows.Count(static row => row.TryGetProperty("flags", out JsonElement flags) && flags.TryGetProperty("cbor", out _));
        Assert.That((rows.Length, cbor), Is.EqualTo((946, 387)));
        Assert.That(output, Does.EndWith($"\ntotal: {rows.Length - cbor} passed, 0 failed, {cbor} skipped (cbor)\n"));
        Assert.That(output, Does.StartWith("spec-21.json: 6 passed, 0 skipped (cbor)\n"));
        Assert.That(exitCode, Is.Zero);
    }

    [TestCase("spec-21.json", 0, "address", "the input is written otherwise")]
    [TestCase("spec-21.json", 5, "blob_hex", "the input is written otherwise")]
    [TestCase("seed.json", 3, "payload_hex", "the input is written otherwise")]
    [TestCase("sensitivity.json", 7, "sensitivity", "the input is written otherwise")]
    [TestCase("canonical.json#large-many-keys", 0, "address", "the input is written otherwise")]
    [TestCase("canonical.json#bin-65536-bytes", 0, "blob_length", "the input is written otherwise")]
    [TestCase("canonical.json#nfc-spaces", 0, "decoded.created_at", "the blob is read otherwise")]
    [TestCase("grain-types.json#goal-progress-zero", 0, "decoded.priority", "the blob is read otherwise")]
    public void The_runner_fails_and_names_the_row_when_one_character_of_an_expected_value_is_another(string file, int index, string member, string fault)
    {
        string[] parts = file.Split('#'), path = member.Split('.');
        string place = Path.Combine(Kit, parts[0]), text = File.ReadAllText(place);
        string[] lines = text.Split('\n');
        int line = parts.Length > 1 ? Array.FindIndex(lines, line => line.Contains($"\"name\":\"{parts[1]}\"", StringComparison.Ordinal)) : index + 1;
        int start = path.Aggregate(0, (from, name) => lines[line].IndexOf($"\"{name}\":", from, StringComparison.Ordinal) + name.Length + 3);
        if (lines[line][start] == '"') start += 30;
        lines[line] = lines[line][..start] + (lines[line][start] == '1' ? '2' : '1') + lines[line][(start + 1)..];
        string row = JsonDocument.Parse(lines[line].TrimEnd(',')).RootElement.GetProperty("name").GetString()!;
        try
        {
            File.WriteAllText(place, string.Join('\n', lines));
            (int exitCode, string output) = Python.RunWithMsgpack(Kit, "run.py");
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Does.Contain($"\n  {parts[0]}#{row}: {fault}\n").And.Contain(" passed, 1 failed, "));
        }
        finally
        {
            File.WriteAllText(place, text);
        }
    }

    [Test]
    public void The_runner_is_sixty_lines_that_fit_the_page()
    {
        string[] lines = File.ReadAllLines(RepositoryFiles.PathOf("spec-vectors", "run.py"));
        Assert.That(lines, Has.Length.LessThanOrEqualTo(60));
        Assert.That(lines, Has.All.Length.LessThanOrEqualTo(140));
        Assert.That(lines.Where(static line => line.Split('#')[0].Contains(';', StringComparison.Ordinal)), Is.Empty, "one statement a line");
    }

    private static IEnumerable<JsonElement> GrainRows(string path)
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("spec-vectors", "schema.json")));
        using JsonDocument rows = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 512 });
        JsonSchemaCheck check = new(schema.RootElement);
        return [.. rows.RootElement.EnumerateArray().Where(row => check.FirstError(check.Definition("grain"), row, "row") is null).Select(static row => row.Clone())];
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));

    private static string Sum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [GeneratedRegex("[A-Za-z0-9/-]+(?:\\.[a-z]+)|VERSION")]
    private static partial Regex TableFile();
}
