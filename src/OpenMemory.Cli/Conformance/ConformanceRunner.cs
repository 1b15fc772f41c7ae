using System.Text.Json;
using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Conformance;

/// <summary>Runs vector files against the library.</summary>
internal static class ConformanceRunner
{
    // Rows hold grains at the deepest nesting and a little around them.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 512 };

    /// <summary>Runs every row of a file.</summary>
    /// <exception cref="VectorFileException">The file is not a JSON array of rows.</exception>
    internal static ConformanceFileResult RunFile(string path)
    {
        using FileStream stream = InputFile.OpenRead(path);
        return Run(Path.GetFileName(path), stream);
    }

    /// <summary>Runs every row of a file that is already open.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="stream">The file.</param>
    /// <param name="check">Runs one row; by default what its kind asks for.</param>
    /// <exception cref="VectorFileException">The file is not a JSON array of rows.</exception>
    internal static ConformanceFileResult Run(string name, Stream stream, Func<VectorRow, RowOutcome>? check = null)
    {
        using JsonDocument document = Parse(name, stream);
        ConformanceFileResult result = new(name);
        foreach (JsonElement element in document.RootElement.EnumerateArray())
        {
            VectorRow row = new(element);
            result.Add(row, Check(row, check ?? RowKinds.Check));
        }
        return result;
    }

    private static RowOutcome Check(VectorRow row, Func<VectorRow, RowOutcome> check)
    {
        try
        {
            return check(row);
        }
        catch (VectorFileException exception)
        {
            return RowOutcome.Fail("row", "a row in the schema of the vectors", exception.Message);
        }
        catch (OmsException exception) when (Capabilities.IsMissing(exception))
        {
            return RowOutcome.Skip(exception.Fault.Message);
        }
        catch (OmsException exception)
        {
            return RowOutcome.Fail("row", "no fault", exception.Fault.ToString());
        }
        // Whatever else comes out of the library is a failure of this row, and must not hide the others.
        catch (Exception exception)
        {
            return RowOutcome.Fail("row", "no exception", $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Reads a file of the kind that all vector files are.</summary>
    /// <exception cref="VectorFileException">The file is not a JSON array.</exception>
    internal static JsonDocument Parse(string name, Stream stream)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(stream, s_options);
            if (document.RootElement.ValueKind == JsonValueKind.Array) return document;
            document.Dispose();
        }
        catch (JsonException exception)
        {
            throw new VectorFileException($"{name}: not JSON: {exception.Message}");
        }
        throw new VectorFileException($"{name}: not an array of rows");
    }
}
