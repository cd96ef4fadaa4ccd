using System.Text;
using Npgsql;

namespace Marten.Storage;

/// <summary>A command with <c>?</c> where a value stands.</summary>
internal static class QueuedCommand
{
    internal static NpgsqlBatchCommand For(string sql, object[] values)
    {
        var numbered = new StringBuilder();
        var next = 0;
        foreach (var letter in sql)
        {
            if (letter == '?')
                numbered.Append('$').Append(++next);
            else
                numbered.Append(letter);
        }

        var command = new NpgsqlBatchCommand(numbered.ToString());
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
