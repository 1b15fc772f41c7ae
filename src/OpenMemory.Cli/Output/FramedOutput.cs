using System.Globalization;

namespace OpenMemory.Cli.Output;

/// <summary>Writes the grains of a file as a framed stream (§11.6).</summary>
internal static class FramedOutput
{
    /// <summary>Writes every grain as it is, and the sentinel.</summary>
    /// <exception cref="BadDataException">A grain cannot stand in a stream: it is signed and has no envelope, or is too large.</exception>
    internal static void Write(MgFileReader file, Stream output)
    {
        GrainStreamWriter writer = new(output, new GrainStreamOptions { SkipVerification = true }, leaveOpen: true);
        foreach (MgGrain grain in file)
        {
            try
            {
                writer.WriteAsync(grain.Bytes).AsTask().GetAwaiter().GetResult();
            }
            catch (OmsException exception)
            {
                writer.FlushAsync().AsTask().GetAwaiter().GetResult(); // what came before is good
                throw new BadDataException(
                    exception.Fault.At(file.OffsetOf(grain.Index)), string.Create(CultureInfo.InvariantCulture, $"in grain {grain.Index}, counted from 0"));
            }
        }
        writer.CompleteAsync().AsTask().GetAwaiter().GetResult();
    }
}
