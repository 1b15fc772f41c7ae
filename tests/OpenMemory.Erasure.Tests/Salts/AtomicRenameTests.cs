namespace OpenMemory.Erasure.Tests;

/// <summary>A rename is done in one step, or nothing happens.</summary>
[TestFixture]
[Platform("Linux,MacOsX", Reason = "others have no such call")]
public sealed class AtomicRenameTests
{
    [Test]
    public void Two_files_change_their_names()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["one ü"], "1");
        File.WriteAllText(folder["other"], "2");
        Assert.That(AtomicRename.TrySwap(folder["one ü"], folder["other"]), Is.True);
        Assert.That((File.ReadAllText(folder["one ü"]), File.ReadAllText(folder["other"])), Is.EqualTo(("2", "1")));
    }

    [Test]
    public void Where_one_is_missing_nothing_happens()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["one"], "1");
        Assert.That(AtomicRename.TrySwap(folder["one"], folder["other"]), Is.False);
        Assert.That(AtomicRename.TrySwap(folder["other"], folder["one"]), Is.False);
        Assert.That(folder.Names, Is.EqualTo(new[] { "one" }));
    }

    [Test]
    public void A_name_is_taken_once()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["one"], "1");
        File.WriteAllText(folder["other"], "2");
        Assert.That(AtomicRename.TryMoveNew(folder["one"], folder["name"]), Is.True);
        Assert.That(AtomicRename.TryMoveNew(folder["other"], folder["name"]), Is.False);
        Assert.That(folder.Names, Is.EquivalentTo(new[] { "name", "other" }));
        Assert.That(File.ReadAllText(folder["name"]), Is.EqualTo("1"));
    }
}
