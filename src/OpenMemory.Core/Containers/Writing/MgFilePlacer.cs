namespace OpenMemory;

/// <summary>Writes one file or a set of volumes beside the old one, and puts it in place when all of it is on disk.</summary>
internal static class MgFilePlacer
{
    /// <param name="path">The name of the whole.</param>
    /// <param name="volumes">What goes into which file.</param>
    /// <param name="body">Writes them.</param>
    /// <param name="isSearched">Whether the caller has looked through the folder for what older writers left there.</param>
    internal static string[] Write(string path, List<MgVolume> volumes, MgFileBody body, bool isSearched)
    {
        string[] names = volumes.Count == 1 ? [path] : [.. Enumerable.Range(1, volumes.Count).Select(number => MgVolumeNames.Of(path, number))];
        List<AtomicFile> files = new(names.Length);
        try
        {
            if (!isSearched) TemporaryFiles.RemoveLeftovers(path);
            for (int i = 0; i < names.Length; i++)
            {
                AtomicFile file = new(names[i]);
                files.Add(file);
                body.Write(file.Stream, volumes[i]);
                file.Flush();
            }
            if (!isSearched) MgVolumeNames.RefuseExisting(path); // what another writer has put there since the beginning is not ours to replace or take back
            Place(files);
            string folder = Path.GetDirectoryName(path)!;
            FolderFlush.Flush(folder);
            if (names.Length > 1 && File.Exists(path)) // the single file that the set replaces
            {
                File.Delete(path);
                FolderFlush.Flush(folder);
            }
            return names;
        }
        finally
        {
            foreach (AtomicFile file in files) file.Dispose();
        }
    }

    /// <summary>The first volume last: a set is there when its first volume is, and a part of one is taken back.</summary>
    private static void Place(List<AtomicFile> files)
    {
        int i = files.Count;
        try
        {
            while (i > 0) files[--i].Rename();
        }
        catch
        {
            while (++i < files.Count) files[i].TakeBack();
            throw;
        }
    }
}
