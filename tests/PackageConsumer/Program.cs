using PackageConsumer;

// Somebody else's program over the packages: runs the examples of the readmes and what a release must not lose, each in an empty folder.
// Ends with 0 when everything gave what it should.
int failed = 0;
TextWriter console = Console.Out;
foreach ((string name, Func<string, Task<bool>> run) in Readme.All.Concat(PackageReadmes.All).Concat(Smoke.All))
{
    string folder = Directory.CreateTempSubdirectory("openmemory-consumer-").FullName;
    Environment.CurrentDirectory = folder;
    Console.SetOut(TextWriter.Null); // what examples print is not what is asked for here
    bool done = false;
    try
    {
        done = await run(folder);
    }
    catch (Exception exception)
    {
        console.WriteLine(exception);
    }
    finally
    {
        Console.SetOut(console);
        Environment.CurrentDirectory = Path.GetTempPath();
        Directory.Delete(folder, recursive: true);
    }
    Console.WriteLine($"{(done ? "ok    " : "failed")} {name}");
    if (!done) failed++;
}
Console.WriteLine($"{failed} failed, on {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier} with OpenMemory {typeof(OpenMemory.Grain).Assembly.GetName().Version}");
return failed == 0 ? 0 : 1;
