using System.Text.Json;

namespace OpenMemory.Cli.Tests.Report;

/// <summary>A page in the browser.</summary>
internal sealed class BrowserPage
{
    private readonly Browser _browser;
    private readonly string _session;

    private BrowserPage(Browser browser, string session)
    {
        _browser = browser;
        _session = session;
    }

    /// <summary>What went wrong: errors and warnings of the console, exceptions, dialogs.</summary>
    public string[] Complaints => [.. Events().Where(IsComplaint).Select(static message => message.ToString())];

    /// <summary>What the page asked the network for, itself included.</summary>
    public string[] Requests => [.. Events()
        .Where(static message => message.GetProperty("method").ValueEquals("Network.requestWillBeSent"))
        .Select(static message => message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!)
        .Where(static url => !url.StartsWith("data:", StringComparison.Ordinal))];

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public static async Task<BrowserPage> OpenAsync(Browser browser, string file, int width = 1280, string scheme = "light")
    {
        JsonElement target = await browser.CallAsync("Target.createTarget", new { url = "about:blank" });
        JsonElement attached = await browser.CallAsync("Target.attachToTarget", new { targetId = target.GetProperty("targetId").GetString(), flatten = true });
        BrowserPage page = new(browser, attached.GetProperty("sessionId").GetString()!);
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"]) await page.CallAsync(domain + ".enable", new { });
        await page.CallAsync("Emulation.setDeviceMetricsOverride", new { width, height = 812, deviceScaleFactor = 1, mobile = width < 500 });
        await page.CallAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } });
        await page.CallAsync("Page.navigate", new { url = new Uri(file).AbsoluteUri });
        await browser.WaitAsync("Page.loadEventFired", page._session);
        return page;
    }

    /// <summary>The value of a script's expression.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        JsonElement answer = await CallAsync("Runtime.evaluate", new { expression, returnByValue = true });
        if (answer.TryGetProperty("exceptionDetails", out JsonElement exception)) throw new InvalidOperationException(exception.ToString());
        return answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    public async Task<int> CountAsync(string selector) => (await EvaluateAsync($"document.querySelectorAll('{selector}').length")).GetInt32();

    public async Task<string> TextAsync(string selector) => (await EvaluateAsync($"document.querySelector('{selector}').innerText")).GetString()!;

    /// <summary>What the rows of the list say, in their order.</summary>
    public async Task<string[]> RowsAsync() =>
        [.. (await EvaluateAsync("[...document.querySelectorAll('#rows .open')].map(row => row.innerText)")).EnumerateArray().Select(static row => row.GetString()!)];

    /// <summary>Types into a control, as a keyboard would, in place of what it holds.</summary>
    public async Task TypeAsync(string id, string text)
    {
        await EvaluateAsync($"document.getElementById('{id}').focus(), document.getElementById('{id}').select()");
        if (text.Length > 0) await CallAsync("Input.insertText", new { text });
        else await PressAsync("Delete", 46);
    }

    public async Task PressAsync(string key, int code)
    {
        string? text = key == "Enter" ? "\r" : null;
        await CallAsync("Input.dispatchKeyEvent", new { type = "keyDown", key, code = key, windowsVirtualKeyCode = code, text });
        await CallAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code = key, windowsVirtualKeyCode = code });
    }

    /// <summary>Chooses from a list.</summary>
    public Task ChooseAsync(string id, string value) =>
        EvaluateAsync($"(s => {{ s.value = '{value}'; s.dispatchEvent(new Event('input', {{ bubbles: true }})) }})(document.getElementById('{id}'))");

    private Task<JsonElement> CallAsync(string method, object parameters) => _browser.CallAsync(method, parameters, _session);

    private IEnumerable<JsonElement> Events() =>
        _browser.Events.Where(message => message.TryGetProperty("sessionId", out JsonElement session) && session.ValueEquals(_session));

    private static bool IsComplaint(JsonElement message) => message.GetProperty("method").GetString() switch
    {
        "Runtime.exceptionThrown" or "Page.javascriptDialogOpening" => true,
        "Runtime.consoleAPICalled" => message.GetProperty("params").GetProperty("type").GetString() is "error" or "warning" or "assert",
        "Log.entryAdded" => message.GetProperty("params").GetProperty("entry").GetProperty("level").GetString() is "error" or "warning",
        _ => false,
    };
}
