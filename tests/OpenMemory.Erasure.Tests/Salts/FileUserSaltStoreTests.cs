namespace OpenMemory.Erasure.Tests;

/// <summary>The file of salts: durable, its owner's alone, and open once .</summary>
[TestFixture]
public sealed class FileUserSaltStoreTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Test]
    public void Opened_again_it_holds_what_it_held()
    {
        using TemporaryFolder folder = new();
        string path = folder["salts"];
        UserSaltName[] names = SaltSamples.Names(0, 700);
        MasterKeyCheck[] checks = [new(1, SaltSamples.Name(1).Token), new(2, SaltSamples.Name(2).Token)];
        byte[] salts;
        UserSaltEntry[] entries;
        ErasureReceipt[] receipts;
        using (FileUserSaltStore store = FileUserSaltStore.Open(path))
        {
            store.AddMasterKeyChecks(checks);
            salts = store.Add(names);
            for (int user = 0; user < 700; user += 7) store.Destroy([SaltSamples.Name(user, 2), names[user]], user);
            (entries, receipts) = ([.. store.Entries], [.. store.Receipts]);
        }
        using FileUserSaltStore again = FileUserSaltStore.Open(path);
        Assert.That(again.Entries, Is.EqualTo(entries));
        Assert.That(again.Receipts, Is.EqualTo(receipts));
        Assert.That(receipts, Has.Length.EqualTo(100));
        Assert.That(again.MasterKeyChecks, Is.EqualTo(checks));
        for (int user = 0; user < 700; user++)
            Assert.That(again.Find(names[user]), Is.EqualTo(user % 7 == 0 ? (UserSaltState.Destroyed, new byte[32]) : (UserSaltState.Active, salts[(32 * user)..(32 * (user + 1))])));
        Assert.That(again.Destroy([names[7]], 1).DestroyedAt.Value, Is.EqualTo(1), "its receipt is under version 2, where it was first");
        Assert.That(again.Destroy([SaltSamples.Name(7, 2), names[7]], 1), Is.EqualTo(receipts[1]));
        Assert.That(new FileInfo(path).Length, Is.EqualTo(20 + (36 * 2) + (80 * 800) + (80 * 101) + 32));
    }

    [Test]
    public void It_is_open_once([Values] bool bySymbolicLink)
    {
        using TemporaryFolder folder = new();
        string path = folder["salts"], other = path;
        using (FileUserSaltStore store = FileUserSaltStore.Open(path))
        {
            if (bySymbolicLink) File.CreateSymbolicLink(other = folder["link"], "salts");
            Assert.That(() => FileUserSaltStore.Open(other), Throws.InstanceOf<IOException>().With.Message.Contains("in use"));
            store.Add(SaltSamples.Name(1));
        }
        using FileUserSaltStore next = FileUserSaltStore.Open(other);
        Assert.That(next.StateOf(SaltSamples.Name(1)), Is.EqualTo(UserSaltState.Active));
        next.Add(SaltSamples.Name(2));
        Assert.That(folder.Names, Is.EqualTo(bySymbolicLink ? ["link", "salts", "salts.lock"] : new[] { "salts", "salts.lock" }));
        Assert.That(new FileInfo(path).LinkTarget, Is.Null);
    }

    [Test]
    public void A_symbolic_link_to_nothing_yet_leads_to_the_new_file()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["elsewhere"]);
        File.CreateSymbolicLink(folder["link"], Path.Combine("elsewhere", "salts"));
        FileUserSaltStore.Open(folder["link"]).Dispose();
        Assert.That(folder.Names, Is.EqualTo(new[] { "elsewhere", "link" }));
        Assert.That(Directory.GetFiles(folder["elsewhere"]).Select(Path.GetFileName), Is.EquivalentTo(new[] { "salts", "salts.lock" }));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "permissions are the folder's there")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_its_owner_reads_it()
    {
        using TemporaryFolder folder = new();
        string path = folder["salts"];
        FileUserSaltStore.Open(path).Dispose();
        Assert.That(folder.Names.Select(name => File.GetUnixFileMode(folder[name])), Is.All.EqualTo(OwnerOnly));
        foreach (string name in folder.Names) File.SetUnixFileMode(folder[name], (UnixFileMode)0x1b6); // rw-rw-rw-
        using FileUserSaltStore store = FileUserSaltStore.Open(path);
        Assert.That(folder.Names.Select(name => File.GetUnixFileMode(folder[name])), Is.All.EqualTo(OwnerOnly));
        File.SetUnixFileMode(path, (UnixFileMode)0x1b6);
        store.Add(SaltSamples.Name(1));
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(OwnerOnly), "each change makes a new file");
        Assert.That(folder.Names, Has.Length.EqualTo(2));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "permissions are the folder's there")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_file_of_something_else_keeps_its_permissions()
    {
        using TemporaryFolder folder = new();
        const UnixFileMode everybody = (UnixFileMode)0x1a4; // rw-r--r--
        File.WriteAllText(folder["other"], new string('x', 100));
        File.SetUnixFileMode(folder["other"], everybody);
        Assert.That(() => FileUserSaltStore.Open(folder["other"]), Throws.InstanceOf<OmsException>());
        Assert.That(() => MasterKeyFile.Read(folder["other"]), Throws.InstanceOf<OmsException>());
        Assert.That(File.GetUnixFileMode(folder["other"]), Is.EqualTo(everybody));
    }

    [Test]
    public void What_killed_writers_left_is_removed_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        string path = folder["salts"], guid = $"{Guid.NewGuid():N}";
        FileUserSaltStore.Open(path).Dispose();
        string[] others = [$"other.{guid}.tmp", $"salts.{guid}", $"salts.{guid[1..]}x.tmp", $"salts.1.{guid}.tmp", "salts.tmp"];
        foreach (string name in (string[])[.. others, $"salts.{guid}.tmp"]) File.WriteAllText(folder[name], "left");
        if (!OperatingSystem.IsWindows()) File.CreateSymbolicLink(folder[$"salts.{Guid.NewGuid():N}.tmp"], others[0]);
        FileUserSaltStore.Open(path).Dispose();
        Assert.That(folder.Names, Is.EquivalentTo((string[])[.. others, "salts", "salts.lock"]));
        Assert.That(others.Select(name => File.ReadAllText(folder[name])), Is.All.EqualTo("left"));
    }

    [Test]
    public void A_file_that_vanished_is_not_made_again_behind_the_back_of_its_owner()
    {
        using TemporaryFolder folder = new();
        using FileUserSaltStore store = FileUserSaltStore.Open(folder["salts"]);
        byte[] salt = store.Add(SaltSamples.Name(1));
        File.Delete(folder["salts"]);
        Assert.That(() => store.Add(SaltSamples.Name(2)), Throws.InstanceOf<IOException>());
        Assert.That(store.Find(SaltSamples.Name(1)), Is.EqualTo((UserSaltState.Active, salt)));
        Assert.That(store.StateOf(SaltSamples.Name(2)), Is.EqualTo(UserSaltState.None));
        Assert.That(folder.Names, Is.EqualTo(new[] { "salts.lock" }));
    }

    /// <summary>As where a file system has no locks, or somebody removed the lock file.</summary>
    [Test]
    [Platform(Exclude = "Win", Reason = "an open lock file cannot be removed there")]
    public void What_somebody_else_wrote_is_never_replaced([Values] bool isBackup)
    {
        using TemporaryFolder folder = new();
        string path = folder["salts"];
        using FileUserSaltStore store = FileUserSaltStore.Open(path);
        store.Add(SaltSamples.Name(1));
        byte[] backup = File.ReadAllBytes(path);
        store.Add(SaltSamples.Name(2));
        byte[] salt = [];
        if (isBackup) File.WriteAllBytes(path, backup);
        else
        {
            File.Delete(path + ".lock");
            using FileUserSaltStore other = FileUserSaltStore.Open(path);
            salt = other.Add(SaltSamples.Name(3));
        }
        byte[] theirs = File.ReadAllBytes(path);
        Assert.That(() => store.Add(SaltSamples.Name(4)), Throws.InstanceOf<IOException>().With.Message.Contains("Somebody else"));
        Assert.That(() => store.Destroy([SaltSamples.Name(1)], 1), Throws.InstanceOf<IOException>());
        Assert.That((store.StateOf(SaltSamples.Name(4)), store.StateOf(SaltSamples.Name(1))), Is.EqualTo((UserSaltState.None, UserSaltState.Active)));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(theirs));
        store.Dispose();
        using FileUserSaltStore again = FileUserSaltStore.Open(path);
        if (!isBackup) Assert.That(again.Find(SaltSamples.Name(3)), Is.EqualTo((UserSaltState.Active, salt)));
        again.Add(SaltSamples.Name(4));
        Assert.That(folder.Names, Is.EqualTo(new[] { "salts", "salts.lock" }));
    }

    [Test]
    [Platform("Linux,MacOsX", Reason = "others have no named pipes in folders")]
    public void A_pipe_is_no_file_of_salts()
    {
        using TemporaryFolder folder = new();
        byte[] salts = SaltSamples.WriteFile(folder["salts"]);
        using NamedPipe pipe = new(folder["pipe"], salts);
        Assert.That(() => FileUserSaltStore.Open(folder["pipe"]), Throws.InstanceOf<OmsException>().With.Property("Fault").Property("Code").EqualTo(OmsErrorCode.Corrupt));
    }

    [Test]
    public void A_folder_or_no_folder_in_its_place_is_an_error_of_the_disk()
    {
        using TemporaryFolder folder = new();
        Assert.That(() => FileUserSaltStore.Open(folder["absent/salts"]), Throws.InstanceOf<IOException>());
        Directory.CreateDirectory(folder["salts"]);
        Assert.That(() => FileUserSaltStore.Open(folder["salts"]), Throws.InstanceOf<IOException>());
        Assert.That(folder.Names, Is.EqualTo(new[] { "salts", "salts.lock" }));
        Assert.That(() => FileUserSaltStore.Open(""), Throws.ArgumentException);
    }
}
