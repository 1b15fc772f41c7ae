using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>Test data of neighbouring standards, which stands beside the checkout or in <c>OPENMEMORY_EXTERNAL_VECTORS</c>.</summary>
internal static class ExternalVectors
{
    private static readonly string s_folder =
        Environment.GetEnvironmentVariable("OPENMEMORY_EXTERNAL_VECTORS") is { Length: > 0 } folder ? folder : RepositoryFiles.PathOf("..", "shared", "external");

    /// <summary>The content of a JSON file; where it is absent, the test is skipped with the reason.</summary>
    internal static JsonElement Read(params string[] path)
    {
        string file = Path.Combine([s_folder, .. path]);
        if (!File.Exists(file)) Assert.Ignore($"{file} is absent; OPENMEMORY_EXTERNAL_VECTORS names the folder of these suites.");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
