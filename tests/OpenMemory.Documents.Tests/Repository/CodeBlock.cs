namespace OpenMemory.Documents.Tests;

/// <summary>A fenced block of a document: its language, its lines and where it begins.</summary>
internal sealed record CodeBlock(string Language, string Text, string Document, int Line)
{
    public override string ToString() => $"{Document}:{Line}";
}
