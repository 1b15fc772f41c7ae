using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenMemory.Cli.Tests.Report;

/// <summary>A headless Chromium, told what to do over its DevTools protocol.</summary>
internal sealed class Browser : IDisposable
{
    private const string Announcement = "DevTools listening on ";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Process _process;
    private readonly TestFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;

    private Browser(string path)
    {
        ProcessStartInfo start = new(path) { RedirectStandardError = true, RedirectStandardOutput = true };
        // Chromium's sandbox refuses to run as root, which is what tests in containers are.
        foreach (string arg in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}", "about:blank"])
            start.ArgumentList.Add(arg);
        _process = Process.Start(start)!;
        // Both streams must be read, or the browser would wait for somebody to do so.
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What the browser said without being asked, by the page's session.</summary>
    public List<JsonElement> Events { get; } = [];

    /// <summary>Where a browser is; null where there is none.</summary>
    public static string? Find() =>
        (from name in (string[])["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         let path = Path.Combine(folder, name)
         where File.Exists(path)
         select path).FirstOrDefault();

    /// <summary>Starts it; it ends with its object.</summary>
    public static async Task<Browser> StartAsync(string path)
    {
        Browser browser = new(path);
        try
        {
            using CancellationTokenSource patience = new(s_patience);
            string address = await browser._address.Task.WaitAsync(patience.Token);
            await browser._socket.ConnectAsync(new Uri(address), patience.Token);
            return browser;
        }
        catch
        {
            browser.Dispose();
            throw;
        }
    }

    /// <summary>Asks for something and waits for the answer.</summary>
    public async Task<JsonElement> CallAsync(string method, object parameters, string? sessionId = null)
    {
        using CancellationTokenSource patience = new(s_patience);
        int id = ++_lastId;
        byte[] request = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters, sessionId }, s_json);
        await _socket.SendAsync(request, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (true)
        {
            JsonElement message = await ReceiveAsync(patience.Token);
            if (!message.TryGetProperty("id", out JsonElement answered)) Events.Add(message);
            else if (answered.GetInt32() == id)
                return message.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException($"{method}: {message}");
        }
    }

    /// <summary>Waits for an event.</summary>
    public async Task WaitAsync(string method, string sessionId)
    {
        using CancellationTokenSource patience = new(s_patience);
        while (!Events.Exists(message => message.GetProperty("method").ValueEquals(method) && message.GetProperty("sessionId").ValueEquals(sessionId)))
            Events.Add(await ReceiveAsync(patience.Token));
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _profile.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) _address.TrySetException(new IOException("the browser ended before it was ready"));
        else if (line.StartsWith(Announcement, StringComparison.Ordinal)) _address.TrySetResult(line[Announcement.Length..]);
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonSerializer.Deserialize<JsonElement>(message.ToArray());
    }
}
