#include "web/routes_json.h"

#include "web/dispatch.h"

static const char *method_word(enum method m)
{
    return m == METHOD_GET ? "GET" : "POST";
}

static void text_row(struct out *o, const struct route *row)
{
    out_fmt(o, "%-4s %-52s %-18s %-6s %-10s %s\n", method_word(row->method), row->path,
            capability_word(row->need), audience_word(row->audience), purpose_word(row->purpose),
            row->about);
}

static void member(struct out *o, const char *name, const char *value, const char *after)
{
    out_fmt(o, "\"%s\": ", name);
    out_json(o, str_of(value));
    out_z(o, after);
}

static void json_row(struct out *o, const struct route *row)
{
    out_z(o, "  {");
    member(o, "method", method_word(row->method), ", ");
    member(o, "path", row->path, ", ");
    member(o, "capability", capability_word(row->need), ", ");
    member(o, "audience", audience_word(row->audience), ", ");
    member(o, "purpose", purpose_word(row->purpose), ", ");
    member(o, "about", row->about, "}");
}

void routes_text(struct out *o)
{
    size_t t, i;

    for (t = 0; t < route_tables_n; t++)
        for (i = 0; i < route_tables[t]->n; i++)
            text_row(o, &route_tables[t]->rows[i]);
}

void routes_json(struct out *o)
{
    const char *between = "";
    size_t t, i;

    out_z(o, "[\n");
    for (t = 0; t < route_tables_n; t++)
        for (i = 0; i < route_tables[t]->n; i++) {
            out_z(o, between);
            json_row(o, &route_tables[t]->rows[i]);
            between = ",\n";
        }
    out_z(o, "\n]\n");
}
