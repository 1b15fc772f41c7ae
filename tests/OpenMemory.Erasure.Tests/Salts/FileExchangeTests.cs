namespace OpenMemory.Erasure.Tests;

/// <summary>Two files change their names in one step, or nothing happens.</summary>
[TestFixture]
[Platform("Linux,MacOsX", Reason = "others have no such call")]
public sealed class FileExchangeTests
{
    [Test]
    public void Two_files_change_their_names()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["one ü"], "1");
        File.WriteAllText(folder["other"], "2");
        Assert.That(FileExchange.TrySwap(folder["one ü"], folder["other"]), Is.True);
        Assert.That((File.ReadAllText(folder["one ü"]), File.ReadAllText(folder["other"])), Is.EqualTo(("2", "1")));
    }

    [Test]
    public void Where_one_is_missing_nothing_happens()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["one"], "1");
        Assert.That(FileExchange.TrySwap(folder["one"], folder["other"]), Is.False);
        Assert.That(FileExchange.TrySwap(folder["other"], folder["one"]), Is.False);
        Assert.That(folder.Names, Is.EqualTo(new[] { "one" }));
    }
}
