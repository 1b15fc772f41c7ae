using PackageConsumer;

// Somebody else's program over the packages: runs the examples of the readmes and what a release must not lose, each in a folder of
// its own. Ends with 0 when everything gave what it should.
List<string> failed = [];
TextWriter console = Console.Out;
foreach ((string name, Func<Task<bool>> run) in Readme.All.Concat(Smoke.All))
{
    string folder = Directory.CreateTempSubdirectory("openmemory-consumer-").FullName;
    Environment.CurrentDirectory = folder;
    Console.SetOut(TextWriter.Null); // what examples print is not what is asked for here
    bool done;
    try
    {
        done = await run();
    }
    catch (Exception exception)
    {
        done = false;
        console.WriteLine(exception);
    }
    finally
    {
        Console.SetOut(console);
        Environment.CurrentDirectory = Path.GetTempPath();
        Directory.Delete(folder, recursive: true);
    }
    Console.WriteLine($"{(done ? "ok    " : "failed")} {name}");
    if (!done) failed.Add(name);
}
Console.WriteLine($"{failed.Count} failed, on {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier} with OpenMemory {typeof(OpenMemory.Grain).Assembly.GetName().Version}");
return failed.Count == 0 ? 0 : 1;
