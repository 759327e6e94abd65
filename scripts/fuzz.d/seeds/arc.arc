filedesc://a.arc 0.0.0.0 20261122140500 text/plain 66
1 0 Crawl
URL IP-address Archive-date Content-type Archive-length

https://quay.example/1 203.0.113.9 20261122140500 text/html 342
HTTP/1.1 200 OK
Content-Type: text/html

<!DOCTYPE html><html><head><title>Bridge closed</title></head><body><nav><a href=/>Home</a></nav><article><h1>Bridge closed</h1><p>The council of Nordhaven voted on Tuesday to close the old harbour bridge after engineers found cracks in two of its piers, the mayor said.</p></article></body></html>
