-- post.lua -- wrk posts forms; each request has an id of its own, counted up, so that what one run
-- wrote a later one can name. Arguments: path with "ID" in it, a file with the form, first number.
local letters = 'abcdefghijklmnopqrstuvwxyz234567'
local path, form, next_one, ok, other = nil, nil, 0, 0, 0

local function id_of(n)
    local id = ''
    for _ = 1, 26 do
        id = letters:sub(n % 32 + 1, n % 32 + 1) .. id
        n = math.floor(n / 32)
    end
    return id
end

function setup(thread)
    lane = thread
end

function init(args)
    path = args[1]
    local f = io.open(args[2], 'r')
    form = f:read('*a')
    f:close()
    next_one = tonumber(args[3])
    wrk.method = 'POST'
    wrk.headers['Content-Type'] = 'application/x-www-form-urlencoded'
end

function request()
    next_one = next_one + 1
    return wrk.format(nil, (path:gsub('ID', id_of(next_one))), nil, form)
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
    local bad = lane:get('bad')
    io.write(string.format(
        'RESULT {"requests":%d,"seconds":%.4f,"p50_ms":%.3f,"p95_ms":%.3f,"p99_ms":%.3f,"failed":%d,"status":%d}\n',
        lane:get('good'), summary.duration / 1e6, latency:percentile(50) / 1000,
        latency:percentile(95) / 1000, latency:percentile(99) / 1000, bad, lane:get('last')))
end
