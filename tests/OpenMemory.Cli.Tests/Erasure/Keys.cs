namespace OpenMemory.Cli.Tests.Erasure;

/// <summary>New master keys and salts in a folder of their own, and the commands that take them.</summary>
internal sealed class Keys : IDisposable
{
    public Keys() => Assert.That(CliRun.Of("keys", "init", "--master", Master, "--salts", Salts).ExitCode, Is.Zero);

    public TestFolder Folder { get; } = new();

    public string Master => Folder["master.keys"];

    public string Salts => Folder["users.salts"];

    /// <summary>Both files, as options.</summary>
    public string[] Both => ["--master", Master, "--salts", Salts];

    public CliRun Seal(string input, params string[] args) => CliRun.WithText(input, ["seal", "-", .. Both, .. args]);

    public CliRun Unseal(string input, params string[] args) => CliRun.WithText(input, ["unseal", "-", .. Both, .. args]);

    public CliRun Destroy(string userId) => CliRun.Of(["keys", "destroy", .. Both, "--user", userId]);

    /// <summary>A grain of a user, as many different ones as needed; of nobody where the user is null.</summary>
    public static string Fact(int number, string? userId) =>
        Samples.Fact(number)[..^1] + (userId is null ? "}" : $$""","user_id":"{{userId}}"}""");

    /// <summary>Grains of several users, one a line.</summary>
    public static string Facts(params string?[] users) => string.Join('\n', users.Select(static (user, index) => Fact(index, user)));

    public void Dispose() => Folder.Dispose();
}
