using System.Text.Json;

namespace Activation.Local.Sandbox;

/// <summary>
/// The changes in their order, one JSON line each. A line is handed to the operating system before its call is answered, so that it outlives the
/// process however that ends; half a line at the end was never answered and is cut off.
/// </summary>
internal sealed class SandboxJournal : IDisposable
{
    private readonly FileStream file;

    public SandboxJournal(string folder)
    {
        Directory.CreateDirectory(folder);
        file = new FileStream(Path.Combine(folder, "sandbox.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>Called once, before the first append.</summary>
    public IEnumerable<SandboxEvent> Read()
    {
        file.Position = 0;
        var whole = 0L;
        using (var lines = new LineReader(file))
        {
            while (lines.Next() is { } line)
            {
                whole += line.Length + 1;
                if (JsonSerializer.Deserialize(line, SandboxEventJson.Default.SandboxEvent) is { } change)
                {
                    yield return change;
                }
            }
        }

        file.SetLength(whole);
        file.Position = whole;
    }

    public void Append(SandboxEvent change)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(change, SandboxEventJson.Default.SandboxEvent);
        byte[] line = [.. json, (byte)'\n'];
        file.Write(line);
        file.Flush();
    }

    public void Dispose() => file.Dispose();

    /// <summary>Complete lines only.</summary>
    private sealed class LineReader(Stream stream) : IDisposable
    {
        private readonly MemoryStream rest = new();
        private readonly byte[] buffer = new byte[64 * 1024];
        private int start;
        private int end;

        public byte[]? Next()
        {
            rest.SetLength(0);
            while (true)
            {
                var newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                if (newline >= 0)
                {
                    rest.Write(buffer, start, newline);
                    start += newline + 1;
                    return rest.ToArray();
                }

                rest.Write(buffer, start, end - start);
                start = 0;
                end = stream.Read(buffer);
                if (end == 0)
                {
                    return null;
                }
            }
        }

        public void Dispose() => rest.Dispose();
    }
}
