-- post.lua -- wrk posts one form to each id of a list, in its order; after the last it begins again
-- with the next version. Arguments: path with "ID" in it, a file with the form ("VERSION" in it is
-- replaced), a file with one id a line, the first and the last of them to take, first version.
local path, form, ids, at, last_id, first_id, version = nil, nil, {}, 0, 0, 1, 1

function setup(thread)
    lane = thread
end

function init(args)
    path = args[1]
    local f = io.open(args[2], 'r')
    form = f:read('*a')
    f:close()
    for id in io.lines(args[3]) do
        ids[#ids + 1] = id
    end
    first_id = tonumber(args[4])
    last_id = math.min(tonumber(args[5]), #ids)
    version = tonumber(args[6])
    at = first_id - 1
    wrk.method = 'POST'
    wrk.headers['Content-Type'] = 'application/x-www-form-urlencoded'
end

function request()
    at = at + 1
    if at > last_id then
        at = first_id
        version = version + 1
    end
    return wrk.format(nil, (path:gsub('ID', ids[at])), nil, (form:gsub('VERSION', tostring(version))))
end

good, bad, last = 0, 0, 0
function response(status)
    if status == 303 then
        good = good + 1
    else
        bad = bad + 1
        last = status
    end
end

done = function(summary, latency)
    io.write(string.format(
        'RESULT {"requests":%d,"seconds":%.4f,"p50_ms":%.3f,"p95_ms":%.3f,"p99_ms":%.3f,"failed":%d,"status":%d}\n',
        lane:get('good'), summary.duration / 1e6, latency:percentile(50) / 1000,
        latency:percentile(95) / 1000, latency:percentile(99) / 1000, lane:get('bad'), lane:get('last')))
end
